"""Reads who is to be certified at once: staff numbers with scores; writes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.tables import InvalidValue, Problem, Row, read_cells, read_table
from people.imports.workbooks import is_workbook, workbook_to_csv
from people.roster.parsing import read_staff_number
from people.templatetags.burmese import digits
from people.text.names import to_ascii_digits

_COLUMNS = ("staff_number", "score")
_MAX_ROWS = 50_000


@dataclass(frozen=True)
class BatchRow:
    line: int
    staff_number: str
    score: int | None


@dataclass
class BatchTable:
    rows: list[BatchRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(problem.kind is Problem.Kind.WRONG for problem in self.problems)


def read_uploaded_rows(file: IO[bytes]) -> BatchTable:
    """The rows of a CSV file, or of the first sheet of an Excel workbook, with a header line."""
    content = file.read()
    source = io.BytesIO(content)
    try:
        return _parse_table(workbook_to_csv(source) if is_workbook(content) else source)
    except InvalidValue as wrong:
        return BatchTable(problems=[Problem(1, "", wrong.message)])


def read_pasted_rows(text: str) -> BatchTable:
    """Staff numbers, one a line, each perhaps with a score behind a tab or comma.

    A header line may stand above them, as it does where cells are copied from a sheet.
    """
    lines = text.strip("\ufeff\r\n ")
    if "staff_number" in lines.partition("\n")[0].lower():
        return _parse_table(io.StringIO(lines))
    separator = next((sign for sign in "\t;," if sign in lines), ",")
    return _parse_table(io.StringIO(f"{separator.join(_COLUMNS)}\n{lines}"), above=1)


def _parse_table(source: IO[bytes] | IO[str], *, above: int = 0) -> BatchTable:
    """The rows that can be used; ``above`` is how many lines the person did not write."""
    read = read_table(source, required=_COLUMNS[:1])
    table = BatchTable(problems=[_shift_problem(problem, above) for problem in read.problems])
    seen: dict[str, int] = {}
    for row in read.rows[:_MAX_ROWS]:
        _add_row(Row(row.line - above, row.cells), table, seen)
    if len(read.rows) > _MAX_ROWS:
        message = _("More than {most} people at once are too many.")
        told = format_lazy(message, most=digits(f"{_MAX_ROWS:,}"))
        table.problems.append(Problem(read.rows[_MAX_ROWS].line - above, "", told))
    return table


def _shift_problem(problem: Problem, above: int) -> Problem:
    line = max(problem.line - above, 1)
    return Problem(line, problem.field, problem.message, problem.kind)


def _add_row(row: Row, table: BatchTable, seen: dict[str, int]) -> None:
    values, wrong = read_cells(row, _CELL_READERS)
    if wrong:
        table.problems.extend(wrong)
        return
    number = values["staff_number"]
    if number in seen:
        message = _("“{text}” is already on line {line}; it counts once.")
        told = format_lazy(message, text=number, line=digits(seen[number]))
        table.problems.append(Problem(row.line, "staff_number", told, Problem.Kind.CHECK))
        return
    seen[number] = row.line
    table.rows.append(BatchRow(row.line, number, values["score"]))


def _parse_score(text: str) -> int | None:
    """A whole percentage, in Burmese digits or ours; a percent sign may follow."""
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
