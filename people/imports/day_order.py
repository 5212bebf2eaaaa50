"""Finds out by all lines of a file whether its dates name the day or the month first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import Row
from people.imports.report import Problem
from people.text.formatting import lazy_digits
from people.text.spelling import clean, to_ascii_digits

_NUMBERED_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class _NumberedDate:
    """A cell such as 03/04/2026: two numbers, of which one is the month."""

    row: Row
    text: str
    first: int
    second: int
    year: int

    @property
    def proves_day_first(self) -> bool:
        return self.first > _MONTHS_OF_A_YEAR >= self.second

    @property
    def proves_month_first(self) -> bool:
        return self.second > _MONTHS_OF_A_YEAR >= self.first

    @property
    def is_ambiguous(self) -> bool:
        return max(self.first, self.second) <= _MONTHS_OF_A_YEAR and self.first != self.second

    def write_month_first(self, column: str) -> None:
        self.row.cells[column] = f"{self.year}-{self.first:02}-{self.second:02}"


def settle_day_order(rows: list[Row], column: str) -> list[Problem]:
    """Rewrite dates that name the month first, and tell of each that could be another day too.

    Without a line that proves it the day is first. Where lines prove both, a date that could be
    two days is wrong, and its row is taken out of the list.
    """
    dates = list(_find_numbered_dates(rows, column))
    month_first = next((date for date in dates if date.proves_month_first), None)
    day_first = next((date for date in dates if date.proves_day_first), None)
    if month_first is None:
        return []
    ambiguous = [date for date in dates if date.is_ambiguous]
    for date in dates:
        if date.proves_month_first or (date.is_ambiguous and not day_first):
            date.write_month_first(column)
    if day_first:
        wrong = {id(date.row) for date in ambiguous}
        rows[:] = [row for row in rows if id(row) not in wrong]
    return [_tell_of_order(date, column, month_first, day_first) for date in ambiguous]


def _find_numbered_dates(rows: list[Row], column: str) -> Iterator[_NumberedDate]:
    for row in rows:
        text = clean(row.cells.get(column, ""))
        if found := _NUMBERED_DATE.fullmatch(to_ascii_digits(text)):
            yield _NumberedDate(row, text, *map(int, found.groups()))


def _tell_of_order(
    date: _NumberedDate,
    column: str,
    month_first: _NumberedDate,
    day_first: _NumberedDate | None,
) -> Problem:
    if day_first:
        message = _(
            "“{text}” can be two days: line {month_line} writes the month first, and line"
            " {day_line} the day. Write it as 2026-11-23."
        )
        lines = {"month_line": month_first.row.line, "day_line": day_first.row.line}
        shown = {name: lazy_digits(line) for name, line in lines.items()}
        told = format_lazy(message, text=date.text, **shown)
        return Problem(date.row.line, column, told)
    message = _("“{text}” was read with the month first, as line {line} is written: {day}.")
    day = f"{date.year}-{date.first:02}-{date.second:02}"
    told = format_lazy(
        message, text=date.text, line=lazy_digits(month_first.row.line), day=lazy_digits(day)
    )
    return Problem(date.row.line, column, told, Problem.Kind.CHECK)
