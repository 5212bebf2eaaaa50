"""Objects of a file that is about to be written."""

import pydyf
import pytest

from people.printing.parts import find_page, resolve_reference


def test_an_object_is_found_by_its_reference():
    pdf = pydyf.PDF()
    first, second = pydyf.Dictionary({"A": 1}), pydyf.Dictionary({"B": 2})
    for part in (first, second):
        pdf.add_object(part)
    assert resolve_reference(pdf, first.reference) is first
    assert resolve_reference(pdf, second.reference) is second


def test_the_page_is_found_among_other_objects():
    pdf, page = pydyf.PDF(), pydyf.Dictionary({"Type": "/Page"})
    for part in (pydyf.Stream([b""]), pydyf.Dictionary({"Type": "/Font"})):
        pdf.add_object(part)
    with pytest.raises(StopIteration):
        find_page(pdf)
    pdf.add_object(page)
    assert find_page(pdf) is page
