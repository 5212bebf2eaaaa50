"""Reads who is to be certified at once: staff numbers with scores; writes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports import Problem
from people.imports.cells import InvalidValue, Row, read_cells
from people.imports.tables import ParsedTable, Source, read_table
from people.roster import read_staff_number
from people.text import to_ascii_digits
from people.text.formatting import lazy_digits

_COLUMNS = ("staff_number", "score")
_MAX_ROWS = 50_000  # candidates are held in memory while the form is checked


@dataclass(frozen=True)
class BatchRow:
    """A line with the staff number of a candidate, and their score in percent."""

    line: int
    staff_number: str
    score: int | None


def read_uploaded_rows(file: IO[bytes]) -> ParsedTable[BatchRow]:
    """Return the rows of a CSV file, or of an Excel workbook's first sheet, below a heading."""
    return _parse_table(file)


def read_pasted_rows(text: str) -> ParsedTable[BatchRow]:
    """Return staff numbers, one a line, each perhaps with a score behind a tab or comma.

    A header line may stand above them, as it does where cells are copied from a sheet.
    """
    lines = text.strip("\r\n ")
    if "staff_number" in lines.partition("\n")[0].lower():
        return _parse_table(io.StringIO(lines))
    separator = next((sign for sign in "\t;," if sign in lines), ",")
    return _parse_table(io.StringIO(f"{separator.join(_COLUMNS)}\n{lines}"), above=1)


def _parse_table(source: Source, *, above: int = 0) -> ParsedTable[BatchRow]:
    """Return the rows that can be used; ``above`` counts lines the person did not write."""
    read = read_table(source, required=_COLUMNS[:1])
    told = (*read.notes, *read.problems)
    problems = [replace(problem, line=max(problem.line - above, 1)) for problem in told]
    table = ParsedTable[BatchRow](problems=problems)
    seen: dict[str, int] = {}
    for row in read.rows[:_MAX_ROWS]:
        _add_row(Row(row.line - above, row.cells), table, seen)
    if len(read.rows) > _MAX_ROWS:
        message = _("More than {most} people at once are too many.")
        message = format_lazy(message, most=lazy_digits(f"{_MAX_ROWS:,}"))
        table.problems.append(Problem(read.rows[_MAX_ROWS].line - above, "", message))
    return table


def _add_row(row: Row, table: ParsedTable[BatchRow], seen: dict[str, int]) -> None:
    values, wrong = read_cells(row, _CELL_READERS)
    if wrong:
        table.problems.extend(wrong)
        return
    number = values["staff_number"]
    if number in seen:
        message = _("“{text}” is already on line {line}; it counts once.")
        told = format_lazy(message, text=number, line=lazy_digits(seen[number]))
        table.problems.append(Problem(row.line, "staff_number", told, Problem.Kind.CHECK))
        return
    seen[number] = row.line
    table.rows.append(BatchRow(row.line, number, values["score"]))


def _parse_score(text: str) -> int | None:
    """Return a whole percentage, in Burmese or ASCII digits; a percent sign may follow."""
    number = to_ascii_digits(text).removesuffix("%").strip()
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 4 and int(number) <= 100):
        raise InvalidValue(_("“{text}” is not a score from 0 to 100."), text=text)
    return int(number)


_CELL_READERS: dict[str, Callable[[str], Any]] = {
    "staff_number": read_staff_number,
    "score": _parse_score,
}
