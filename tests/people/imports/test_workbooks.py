"""The first sheet of a workbook becomes text, and a workbook that is too large is refused."""

import csv
import io

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from people.imports import workbooks
from people.imports.cells import InvalidValue
from people.imports.workbooks import is_workbook, workbook_to_csv


def workbook_of(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Other").append(["elsewhere"])
    book.save(file)
    return file.getvalue()


def test_the_first_sheet_is_read_and_whole_numbers_have_no_point():
    content = workbook_of(["Code", "ကုဒ်"], [12.0, 1.5], [None, "a,b"])
    assert is_workbook(content)
    rows = [cells[:2] for cells in csv.reader(io.StringIO(workbook_to_csv(content)))]
    assert rows == [["Code", "ကုဒ်"], ["12", "1.5"], ["", "a,b"]]


def test_rows_and_columns_beyond_the_limits_are_left_out(monkeypatch):
    monkeypatch.setattr(workbooks, "_MAX_ROWS", 2)
    monkeypatch.setattr(workbooks, "_MAX_COLUMNS", 1)
    assert workbook_to_csv(workbook_of(["a", "b"], ["c"], ["d"])).split() == ["a", "c"]


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    content = workbook_of(["a"])
    monkeypatch.setattr(workbooks, "_MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(InvalidValue) as refusal:
        workbook_to_csv(content)
    with override("en"):
        assert str(refusal.value.message) == "The workbook is too large."


@pytest.mark.parametrize("cut", [4, 100, -30])
def test_a_broken_workbook_is_refused(cut):
    with pytest.raises(InvalidValue):
        workbook_to_csv(workbook_of(["a"])[:cut])


def test_a_csv_file_is_no_workbook():
    assert not is_workbook(b"code,name\n")
    assert not is_workbook(b"")
