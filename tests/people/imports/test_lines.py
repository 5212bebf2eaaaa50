"""A line keeps every cell that cannot be read among its problems."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from people.imports.cells import Row
from people.imports.lines import TableLine, collect_notes, collect_problems, read_table_lines
from people.imports.report import UnreadableFile


def line_of(**cells):
    return TableLine(Row(7, cells))


def told(*lines):
    return [(problem.line, problem.field) for problem in collect_problems(lines)]


def test_cells_are_read_by_their_kind():
    line = line_of(code="MOE", count="၁၂", day="2026-11-23", sample="yes")
    assert (line.text("code"), line.whole("count")) == ("MOE", 12)
    assert (line.day("day"), line.flag("sample")) == (dt.date(2026, 11, 23), True)
    assert told(line) == []


def test_each_wrong_cell_is_kept_and_reading_goes_on():
    line = line_of(code="", count="many", day="soon", sample="perhaps")
    assert (line.text("code"), line.whole("count")) == ("", 0)
    assert (line.day("day"), line.flag("sample")) == (dt.date.min, False)
    assert told(line) == [(7, "code"), (7, "count"), (7, "day"), (7, "sample")]


def test_cells_that_are_not_needed_may_be_empty_or_missing():
    line = line_of(note="")
    assert (line.text("note", needed=False), line.whole("count", needed=False)) == ("", 0)
    assert told(line) == []


def test_a_cell_names_something_known_or_is_wrong():
    line = line_of(agency="MOE", skill="X", plan="")
    assert line.lookup("agency", {"MOE": 1}) == 1
    assert line.lookup("skill", {"Y": 1}) is None
    assert line.lookup("plan", {"P": 1}) is None
    assert told(line) == [(7, "skill"), (7, "plan")]


def test_names_come_by_language_and_english_is_needed():
    line = line_of(name_my="က", name_en="A", name_shn="")
    assert line.names() == {"my": "က", "en": "A"}
    nameless = line_of(name_my="က", name_en="")
    assert nameless.names() == {"my": "က"}
    assert told(line, nameless) == [(7, "name_en")]


def test_a_table_without_a_needed_column_is_refused():
    content = b"code,name_en\nA,One\n"
    [line] = read_table_lines(io.BytesIO(content), ["code"])
    assert line.text("name_en") == "One"
    with pytest.raises(UnreadableFile):
        read_table_lines(io.BytesIO(content), ["code", "kind"])


def test_notes_on_the_file_are_kept_and_are_no_problems():
    book, file = Workbook(), io.BytesIO()
    for row in (["code"], ["MOE"]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.save(file)
    file.seek(0)
    lines = read_table_lines(file, ["code"])
    assert collect_problems(lines) == []
    assert [note.line for note in collect_notes(lines)] == [2]
