"""The first sheet of a workbook becomes text, and a workbook that is too large is refused."""

import csv
import datetime as dt
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
    rows = [cells[:2] for cells in csv.reader(io.StringIO(workbook_to_csv(content)[0]))]
    assert rows == [["Code", "ကုဒ်"], ["12", "1.5"], ["", "a,b"]]


def test_columns_beyond_the_limit_are_left_out(monkeypatch):
    monkeypatch.setattr(workbooks, "_MAX_COLUMNS", 1)
    assert workbook_to_csv(workbook_of(["a", "b"], ["c"]))[0].split() == ["a", "c"]


def test_a_sheet_with_rows_below_the_limit_is_refused_and_not_cut(monkeypatch):
    monkeypatch.setattr(workbooks, "_MAX_ROWS", 2)
    assert workbook_to_csv(workbook_of(["a"], ["c"], [None], [None]))[0].split() == ["a", "c"]
    with pytest.raises(InvalidValue):
        workbook_to_csv(workbook_of(["a"], ["c"], ["d"]))


def told(book):
    file = io.BytesIO()
    book.save(file)
    text, notes = workbook_to_csv(file.getvalue())
    with override("en"):
        return [line.rstrip(",") for line in text.splitlines()], [
            (note.line, str(note.message)) for note in notes
        ]


def test_hidden_rows_and_columns_are_read_and_told():
    book = Workbook()
    for number in range(1, 8):
        book.active.append([number, "x"])
    for number in (3, 4, 6):
        book.active.row_dimensions[number].hidden = True
    book.active.column_dimensions["B"].hidden = True
    text, notes = told(book)
    assert len(text) == 7
    assert notes == [
        (1, "Some columns of the sheet are hidden. They were read like the others."),
        (3, "Rows 3 to 4 of the sheet are hidden. They were read all the same."),
        (6, "Row 6 of the sheet is hidden. It was read all the same."),
    ]


def test_days_as_text_beside_dates_are_told_for_the_dates_may_be_turned_round():
    book = Workbook()
    for cells in (["a", "23/11/2026"], ["b", dt.date(2026, 5, 5)], ["c", dt.date(2026, 3, 4)]):
        book.active.append(cells)
    text, [(line, message)] = told(book)
    assert (len(text), line) == (3, 3)
    assert message.startswith("Column B holds dates, and days as text such as “23/11/2026”")


def test_numbers_longer_than_a_spreadsheet_keeps_are_told_line_by_line():
    book = Workbook()
    rows = (["a", 999_999_999_999_999], ["b", 1_234_567_890_123_456], [-1e15, "1234567890123456"])
    for row in rows:
        book.active.append(row)
    _text, notes = told(book)
    assert [(line, message[:8]) for line, message in notes] == [(2, "Column B"), (3, "Column A")]


def test_sheets_that_are_not_read_are_told_and_a_hidden_one_is_not_taken_for_the_first():
    book = Workbook()
    book.active.title, book.active.sheet_state = "Old", "hidden"
    book.active.append(["old"])
    for name in ("Staff", "More", "Empty"):
        book.create_sheet(name)
    book["Staff"].append(["new"])
    book["More"].append(["more"])
    text, notes = told(book)
    assert text == ["new"]
    assert notes == [
        (1, "The hidden sheet “Old” was not read: only the first one that is shown is."),
        (1, "The sheet “More” was not read: only the first one that is shown is."),
    ]


def test_days_are_written_as_days_and_breaks_in_cells_do_not_move_the_lines():
    book = Workbook()
    book.active.append([dt.datetime(2026, 11, 23), dt.datetime(2026, 11, 23, 8, 30), "a\nb"])
    text, _notes = told(book)
    assert text[0] == "2026-11-23,2026-11-23 08:30:00,a b"


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


def test_a_cell_that_spans_rows_is_of_each_of_them_and_told():
    book = Workbook()
    for row in (["Title", None], ["Unit", "Number"], ["GAD", 1], [None, 2], [None, 3]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:A4")
    lines, notes = told(book)
    assert lines == ["Title", "Unit,Number", "GAD,1", "GAD,2", ",3"]
    assert [number for number, _message in notes] == [3]


def test_what_is_told_of_a_workbook_has_an_end(monkeypatch):
    monkeypatch.setattr(workbooks, "_MAX_ROWS", 3)
    monkeypatch.setattr(workbooks, "_MAX_COLUMNS", 4)
    monkeypatch.setattr(workbooks, "_SHEETS_TRIED", 2)
    book = Workbook()
    for row in ([10**16] * 4, ["a", 10**16]):
        book.active.append(row)
    book.active["F1"] = "beyond"
    book.active.merge_cells("F1:F2")
    for name in "abc":
        book.create_sheet(name).append(["1"])
    messages = [message for _line, message in told(book)[1]]
    assert sum("15 digits" in one for one in messages) == 3
    assert sum("was not read" in one for one in messages) == 1
    assert len(messages) == 4
