"""Reads results from a file: a line a sheet, with its code, and answers or points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from courses.models import PaperTest
from courses.papers.entering import MOST_ROWS, EnteredRow
from people.imports import Problem, UnreadableFile
from people.imports.cells import Row
from people.imports.tables import ColumnNaming, Source, name_columns, read_table
from people.text import clean, to_ascii_digits

_TOO_LONG = _("The file has more lines than a session has seats. Send one session at a time.")
_NAMES = {
    "code": ("code_of_the_sheet", "sheet", "ကုဒ်", "စာရွက်ကုဒ်", "စာရွက်၏ကုဒ်"),
    "staff_number": ("ဝန်ထမ်းအမှတ်", "number"),
    "answers": ("အဖြေများ", "အဖြေ"),
    "points": ("ရမှတ်", "အမှတ်", "score"),
}


def _name_table_headings(headings: Iterable[str]) -> list[str]:
    return name_columns(headings, _NAMES)


def list_columns(test: PaperTest) -> list[str]:
    """Return the headings of the file that people fill in."""
    if not test.is_drawn:
        return ["code", "staff_number", "points"]
    longest = max((len(drawn) for drawn in test.sheets.values_list("drawn", flat=True)), default=0)
    return ["code", *(str(place) for place in range(1, longest + 1))]


def read_rows(source: Source, test: PaperTest) -> list[EnteredRow]:
    """Return the filled lines. Raise `UnreadableFile`."""
    wanted = ("code",) if test.is_drawn else ("points",)
    naming = ColumnNaming(_name_table_headings, [*_NAMES, *map(str, range(1, 100))])
    table = read_table(source, required=wanted, naming=naming)
    if any(problem.is_wrong for problem in table.problems):
        raise UnreadableFile(table.problems)
    codes = {} if test.is_drawn else _load_codes(test)
    rows = list(_read_lines(table.rows, test, codes))
    if len(rows) > MOST_ROWS:
        raise UnreadableFile([Problem(1, "", _TOO_LONG)])
    return rows


def _load_codes(test: PaperTest) -> dict[str, str]:
    """Return the codes of sheets by the staff number of whoever has one."""
    rows = test.sheets.standing().values_list("seat__person__staff_number", "code")
    return {number: code for number, code in rows if number}


def _read_lines(
    rows: Iterable[Row], test: PaperTest, codes: dict[str, str]
) -> Iterator[EnteredRow]:
    for row in rows:
        code = row.cells.get("code", "")
        number = to_ascii_digits(clean(row.cells.get("staff_number", ""))).upper()
        text = _read_answer_cells(row) if test.is_drawn else row.cells.get("points", "")
        if text.strip(" -–"):
            # A number without a sheet stands in the report as it was written.
            yield EnteredRow(row.line, code or codes.get(number, number), text)


def _read_answer_cells(row: Row) -> str:
    if answers := row.cells.get("answers"):
        return answers
    places = sorted(int(name) for name in row.cells if name.isascii() and name.isdigit())
    # An empty cell is a question without an answer.
    return " ".join(row.cells[str(place)].replace(" ", "") or "-" for place in places)
