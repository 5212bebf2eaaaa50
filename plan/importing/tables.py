"""Reads lines of tables and remembers what is wrong with each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from people.imports.tables import (
    InvalidValue,
    Problem,
    Row,
    Source,
    read_date,
    read_table,
    text_reader,
)

_T = TypeVar("_T")
_TRUE_WORDS, _FALSE_WORDS = {"1", "true", "yes"}, {"", "0", "false", "no"}
_MAX_NAME_LENGTH = 500
_REQUIRED_TEXT = text_reader(_MAX_NAME_LENGTH, needed=True)
_OPTIONAL_TEXT = text_reader(_MAX_NAME_LENGTH)


class UnreadableFile(ValueError):
    """The file is not a table with the columns it needs."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.line}: {p.message}" for p in self.problems))


@dataclass(frozen=True)
class ImportReport:
    """What an import did. With problems it did nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: ImportReport) -> ImportReport:
        return ImportReport(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.problems + other.problems,
        )


@dataclass(frozen=True)
class TableLine:
    """One line of a table; every reading that fails is kept among its problems."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def fail(self, column: str, message: Any) -> None:
        self.problems.append(Problem(self.row.line, column, message))

    def read(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """What the reader makes of the cell, or the default and a problem."""
        try:
            return reader(self.row.cells.get(column, ""))
        except InvalidValue as wrong:
            self.fail(column, wrong.message)
            return default

    def text(self, column: str, *, needed: bool = True) -> str:
        return self.read(column, _REQUIRED_TEXT if needed else _OPTIONAL_TEXT, "")

    def whole(self, column: str, *, needed: bool = True) -> int:
        return self.read(column, _read_whole_number if needed else read_optional_whole_number, 0)

    def day(self, column: str) -> dt.date:
        return self.read(column, read_date, dt.date.min)

    def flag(self, column: str) -> bool:
        return self.read(column, _read_flag, False)

    def lookup(self, column: str, known: Mapping[str, _T]) -> _T | None:
        """What the cell names among what is known."""
        value = self.text(column)
        if value and value not in known:
            self.fail(column, InvalidValue(_("“{text}” is not known here."), text=value).message)
        return known.get(value)

    def names(self) -> dict[str, str]:
        """Names by language from the columns ``name_<language>``; English is needed."""
        self.text("name_en")
        columns = [column for column in self.row.cells if column.startswith("name_")]
        found = {column[5:]: self.text(column, needed=False) for column in columns}
        return {language: name for language, name in found.items() if name}


def _read_whole_number(text: str) -> int:
    """A whole number that is not negative, in Burmese digits or ours."""
    if not text.isdecimal():
        raise InvalidValue(_("“{text}” is not a whole number."), text=text)
    return int(text)


def read_optional_whole_number(text: str) -> int:
    return _read_whole_number(text) if text else 0


def _read_flag(text: str) -> bool:
    if text.lower() not in _TRUE_WORDS | _FALSE_WORDS:
        raise InvalidValue(_("“{text}” is neither yes nor no."), text=text)
    return text.lower() in _TRUE_WORDS


def read_table_lines(source: Source, columns: Iterable[str]) -> list[TableLine]:
    """The lines below the heading. Raises `UnreadableFile`."""
    table = read_table(source, required=columns)
    if table.problems:
        raise UnreadableFile(table.problems)
    return [TableLine(row) for row in table.rows]


def collect_problems(lines: Iterable[TableLine]) -> tuple[Problem, ...]:
    return tuple(problem for line in lines for problem in line.problems)
