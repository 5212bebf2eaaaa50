"""Lists of people for a batch: pasted, as CSV, as a workbook."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from certification.batches.upload import BatchRow, read_pasted_rows, read_uploaded_rows
from people.imports.report import Problem


def test_pasted_numbers_are_read_with_scores_in_any_digits():
    table = read_pasted_rows("s000001\tစ\nS000002\t၈၆\nS000003\t77%\nS000002\t\n")
    assert table.rows == [BatchRow(2, "S000002", 86), BatchRow(3, "S000003", 77)]
    assert [(p.line, p.field, p.kind) for p in table.problems] == [
        (1, "score", Problem.Kind.WRONG),
        (4, "staff_number", Problem.Kind.CHECK),
    ]


def test_a_header_line_may_be_pasted_too():
    assert read_pasted_rows("Staff_Number,score\nS1,5").rows == [BatchRow(2, "S1", 5)]
    assert read_pasted_rows("S1\nS2").rows == [BatchRow(1, "S1", None), BatchRow(2, "S2", None)]


def test_an_excel_workbook_is_read_as_a_csv_is():
    book, file = Workbook(), io.BytesIO()
    for row in (["staff_number", "score"], [100001, 86.0], ["S2", None], [], ["S3", 101]):
        book.active.append(row)
    book.save(file)
    table = read_uploaded_rows(io.BytesIO(file.getvalue()))
    assert table.rows == [BatchRow(2, "100001", 86), BatchRow(3, "S2", None)]
    assert [p.line for p in table.problems] == [5]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nothing", b"\xff\xfe", b"name\nx", b"staff_number\n\x00\n"]
)
def test_what_is_no_list_is_told_not_crashed_on(content):
    table = read_uploaded_rows(io.BytesIO(content))
    assert any(problem.is_wrong for problem in table.problems)
    assert all(str(problem.message) for problem in table.problems)


def test_a_workbook_that_unpacks_too_large_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(101_000_000))
    table = read_uploaded_rows(io.BytesIO(file.getvalue()))
    assert [problem.is_wrong for problem in table.problems] == [True]
