"""Reads the lines of tables that are imported whole or not at all, and keeps what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from people.imports.cells import (
    InvalidValue,
    Row,
    read_date,
    read_flag,
    read_optional_whole_number,
    read_whole_number,
    text_reader,
)
from people.imports.report import DisplayText, Problem, UnreadableFile
from people.imports.tables import Source, read_table

_T = TypeVar("_T")
_MAX_TEXT_LENGTH = 500  # characters of a cell; what is longer is a slip of the hand
_read_required_text = text_reader(_MAX_TEXT_LENGTH, needed=True)
_read_optional_text = text_reader(_MAX_TEXT_LENGTH)


@dataclass(frozen=True)
class TableLine:
    """One line of a table; every cell that cannot be read is kept among its problems.

    ``notes`` are no problems; those of the file as a whole stand on the first line.
    """

    row: Row
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def fail(self, column: str, message: DisplayText) -> None:
        """Keep what is wrong with a cell, unless the cell has failed: the rest follows from it."""
        if not any(problem.field == column for problem in self.problems):
            self.problems.append(Problem(self.row.line, column, message))

    def read(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """Return what the reader makes of the cell, or keep a problem and return the default."""
        try:
            return reader(self.row.cells.get(column, ""))
        except InvalidValue as wrong:
            self.fail(column, wrong.message)
            return default

    def text(self, column: str, *, needed: bool = True) -> str:
        return self.read(column, _read_required_text if needed else _read_optional_text, "")

    def whole(self, column: str, *, needed: bool = True) -> int:
        return self.read(column, read_whole_number if needed else read_optional_whole_number, 0)

    def day(self, column: str) -> dt.date:
        return self.read(column, read_date, dt.date.min)

    def flag(self, column: str) -> bool:
        return self.read(column, read_flag, False)

    def lookup(self, column: str, known: Mapping[str, _T]) -> _T | None:
        """Return what the cell names among what is known; None, and a problem, for another."""
        value = self.text(column)
        if value and value not in known:
            self.fail(column, InvalidValue(_("“{text}” is not known here."), text=value).message)
        return known.get(value)

    def names(self) -> dict[str, str]:
        """Return names by language from the columns ``name_<language>``; English is needed."""
        self.text("name_en")
        columns = [column for column in self.row.cells if column.startswith("name_")]
        found = {column[5:]: self.text(column, needed=False) for column in columns}
        return {language: name for language, name in found.items() if name}


def read_table_lines(source: Source, columns: Iterable[str]) -> list[TableLine]:
    """Return the lines below the heading. Raise `UnreadableFile`."""
    table = read_table(source, required=columns)
    if table.problems:
        raise UnreadableFile(table.problems)
    lines = [TableLine(row) for row in table.rows]
    for first in lines[:1]:
        first.notes.extend(table.notes)
    return lines


def collect_problems(lines: Iterable[TableLine]) -> list[Problem]:
    return [problem for line in lines for problem in line.problems]


def collect_notes(lines: Iterable[TableLine]) -> list[Problem]:
    return [note for line in lines for note in line.notes]
