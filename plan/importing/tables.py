"""Reads CSV tables line by line and remembers what is wrong with each line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

from django.utils.translation import gettext as _

from people.names import clean

Source = Path | IO[bytes] | IO[str]
T = TypeVar("T")
YES, NO = {"1", "true", "yes"}, {"", "0", "false", "no"}


class UnreadableFile(ValueError):
    """The file is not a CSV table in UTF-8 with the columns it needs."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line of a file; the heading is line 1."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return _("Line %(line)d, %(field)s: %(message)s") % vars(self)


@dataclass(frozen=True)
class Report:
    """What an import did. With problems it did nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.problems + other.problems,
        )


@dataclass(frozen=True)
class Line:
    """One line of a table; every reading that fails is kept among its problems."""

    number: int
    values: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def fail(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.number, column, message))

    def text(self, column: str, *, required: bool = True) -> str:
        value = clean(self.values.get(column, ""))
        if required and not value:
            self.fail(column, _("This must not be empty."))
        return value

    def whole(self, column: str, default: int | None = None) -> int:
        value = self.text(column, required=default is None)
        if not value:
            return default or 0
        if value.isdecimal():
            return int(value)
        self.fail(column, _("“%(value)s” is not a whole number.") % {"value": value})
        return 0

    def day(self, column: str) -> dt.date:
        value = ascii_digits(self.text(column))
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            if value:
                self.fail(
                    column, _("“%(value)s” is not a date like 2026-11-23.") % {"value": value}
                )
        return dt.date.min

    def flag(self, column: str) -> bool:
        value = self.text(column, required=False).lower()
        if value not in YES | NO:
            self.fail(column, _("“%(value)s” is neither yes nor no.") % {"value": value})
        return value in YES

    def one_of(self, column: str, known: Mapping[str, T]) -> T | None:
        value = self.text(column)
        if value and value not in known:
            self.fail(column, _("“%(value)s” is not known here.") % {"value": value})
        return known.get(value)

    def names(self) -> dict[str, str]:
        """Names by language from the columns ``name_<language>``; English is required."""
        self.text("name_en")
        columns = [column for column in self.values if column.startswith("name_")]
        found = {column[5:]: self.text(column, required=False) for column in columns}
        return {language: name for language, name in found.items() if name}


def ascii_digits(text: str) -> str:
    """The text with digits of any script as 0–9."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def read_lines(source: Source, columns: Iterable[str]) -> list[Line]:
    """The lines below the heading. Raises `UnreadableFile` without the columns."""
    reader = csv.DictReader(io.StringIO(_read_text(source)))
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if missing:
        raise UnreadableFile(
            _("The file has no column %(names)s.") % {"names": ", ".join(missing)}
        )
    return [Line(reader.line_num, _strings(row)) for row in reader]


def problems_of(lines: Iterable[Line]) -> tuple[Problem, ...]:
    return tuple(problem for line in lines for problem in line.problems)


def _read_text(source: Source) -> str:
    content = source.read_bytes() if isinstance(source, Path) else source.read()
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is not written in UTF-8.")) from error


def _strings(row: Mapping[str | None, object]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key and isinstance(value, str)}
