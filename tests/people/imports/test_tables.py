import io

import pytest
from openpyxl import Workbook

from people.imports.cells import Row
from people.imports.tables import name_columns, read_table

ALIASES = {"code": ("certificate code", "ကုဒ်"), "name": ("အမည်",)}


def read(content, required=("code",)):
    return read_table(io.BytesIO(content), required=required)


def told(table):
    return [(problem.line, problem.field) for problem in table.problems]


def test_cells_keep_their_line_and_their_spelling():
    table = read('\ufeffCode;Name\r\n\r\na;"ဒေါ်\n\u200bခင်"\r\n;\r\nb\r\n'.encode())
    assert table.rows == [
        Row(3, {"code": "a", "name": "ဒေါ်\n\u200bခင်"}),
        Row(6, {"code": "b", "name": ""}),
    ]
    assert not table.problems


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", (1, "")),
        (b"name\nx\n", (1, "code")),
        (b"code\n\xff\n", (2, "")),
        (b"PK\x03\x04 no workbook", (1, "")),
        (b'"' + b"x" * 200_000, (1, "")),
    ],
)
def test_a_file_that_cannot_be_read_has_no_rows(content, problem):
    table = read(content)
    assert (table.rows, told(table)) == ([], [problem])
    assert all(problem.is_wrong for problem in table.problems)


def test_what_stands_before_a_broken_line_is_read():
    table = read(b'code\na\n"' + b"x" * 200_000)
    assert (table.rows, told(table)) == ([Row(2, {"code": "a"})], [(3, "")])


def test_a_quoted_cell_without_an_end_takes_no_other_lines_for_its_text():
    table = read(b'code,name\na,Khin\nb,"Aung\nc,Mya\n')
    assert [row.line for row in table.rows] == [2]
    assert told(table) == [(3, "")]
    table = read(b'code,name\na,"Khin\nb,"Aung"\nc,Mya\n')
    assert (table.rows, told(table)) == ([], [(2, "")])


def test_a_column_that_is_there_twice_is_told_and_nothing_is_read():
    table = read(b"code,Name,name,,\na,Khin,,,\n")
    assert (table.rows, told(table)) == ([], [(1, "name")])


@pytest.mark.parametrize(
    ("above", "separator"), [("\r\n;;\r\n", ";"), ("sep=;\r\n", ";"), ("\ufeffSEP=,\n", ",")]
)
def test_the_heading_is_the_first_line_that_names_something(above, separator):
    content = f"{above}code{separator}name\r\na{separator}Khin\r\n"
    [row] = read(content.encode()).rows
    assert (row.line, row.cells) == (above.count("\n") + 2, {"code": "a", "name": "Khin"})
    assert told(read(b"sep=,\n")) == [(1, "code")]
    assert told(read(b",,\n")) == [(1, "code")]


def test_a_line_with_too_many_cells_is_told():
    table = read(b"code\na,more\nb,\n")
    assert (table.rows, told(table)) == ([Row(3, {"code": "b"})], [(2, "")])


def test_a_workbook_is_read_as_a_csv_file_is():
    book, file = Workbook(), io.BytesIO()
    for cells in (["Code", "Name"], [12.0, None], ["b", "Khin"]):
        book.active.append(cells)
    book.save(file)
    table = read(file.getvalue())
    rows = [(row.line, row.cells["code"], row.cells["name"]) for row in table.rows]
    assert rows == [(2, "12", ""), (3, "b", "Khin")]


def test_a_heading_of_thousands_of_columns_is_refused_before_any_line_is_read():
    heading = ",".join(f"c{n}" for n in range(60_000))
    table = read(f"code,{heading}\na\n".encode())
    assert (table.rows, told(table)) == ([], [(1, "")])


def test_case_and_spaces_of_headings_do_not_matter():
    assert name_columns([" Staff  Number ", "\ufeffname_my"]) == ["staff_number", "name_my"]


def test_aliases_name_columns_in_english_and_burmese():
    headings = ["Certificate Code", "အမည်", "grade"]
    assert name_columns(headings, ALIASES) == ["code", "name", "grade"]
    assert name_columns(["ကုဒ်", "NAME"], ALIASES) == ["code", "name"]
