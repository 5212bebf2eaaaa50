"""A table is taken as CSV or as a workbook, and not beyond what a request may hold."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from people.web.fields import TableFileField

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("name", ["list.csv", "list.XLSX"])
def test_a_table_of_the_largest_size_is_taken(name):
    file = SimpleUploadedFile(name, b"0123456789")
    assert TableFileField(most_bytes=10).clean(file) is file


@pytest.mark.parametrize(("name", "size"), [("list.pdf", 1), ("list.csv", 11)])
def test_another_file_and_a_larger_one_are_refused(name, size):
    with pytest.raises(ValidationError):
        TableFileField(most_bytes=10).clean(SimpleUploadedFile(name, b"0" * size))
