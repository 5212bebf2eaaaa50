"""Reads the cells of a row: dates, numbers, codes and texts, each right or refused in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.report import DisplayText, Problem
from people.text.formatting import lazy_digits
from people.text.names import validate_letters
from people.text.spelling import clean, to_ascii_digits

_DATE_PATTERNS = (
    # With the time of day that other systems write behind it, which says nothing of the day.
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]\d\d:\d\d[\d:.]*)?"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)
# A year beyond them is a slip of the hand, such as 0224 or 2204.
_FIRST_YEAR, _LAST_YEAR = 1940, 2100
_MAX_NUMBER_DIGITS = 9
_TRUE_WORDS, _FALSE_WORDS = {"1", "true", "yes"}, {"", "0", "false", "no"}

# What is left of Burmese letters that a program could not write (? and U+FFFD), or that it read
# byte by byte (the three bytes of each become á€ and another sign).
_DESTROYED_TEXT = re.compile(r"\ufffd|\?\?|\A[?\s.]*\?[?\s.]*\Z|\u00e1\u20ac|\u00e1\u0080")


# What Excel shows in place of what a formula could not find.
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|CALC!|SPILL!)")


class InvalidValue(ValueError):
    """A cell cannot be used; ``message`` is for the person who made the file."""

    def __init__(self, message: DisplayText, **values: object) -> None:
        super().__init__(message)
        self.message = format_lazy(message, **values) if values else message

    @classmethod
    def from_validation(cls, error: ValidationError) -> InvalidValue:
        """Return the first message of a validator, still to be told in any language."""
        return cls(lazy(lambda: error.messages[0], str)())


@dataclass(frozen=True)
class Row:
    """A line of a table: its number in the file and its cells by column, as they were written."""

    line: int
    cells: dict[str, str]


def read_cells(
    row: Row, readers: dict[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the readers make of the cleaned cells of a row, and what is wrong with them."""
    values, problems = {}, []
    for column, reader in readers.items():
        try:
            values[column] = reader(clean(row.cells.get(column, "")))
        except InvalidValue as wrong:
            problems.append(Problem(row.line, column, wrong.message))
    return values, problems


def read_date(text: str) -> dt.date:
    """Return the day written as 2026-11-23 or 23-11-2026, in Burmese or ASCII digits."""
    if not text:
        raise InvalidValue(_("The date is missing."))
    found = next(
        (m for pattern in _DATE_PATTERNS if (m := pattern.fullmatch(to_ascii_digits(text)))), None
    )
    try:
        # Without a match: AttributeError, which is caught below.
        day = dt.date(**{part: int(number) for part, number in found.groupdict().items()})  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        day = dt.date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidValue(_("“{text}” is not a date. Write it as 2026-11-23."), text=text)
    return day


def read_optional_date(text: str) -> dt.date | None:
    return read_date(text) if text else None


def read_whole_number(text: str) -> int:
    """Return a whole number that is not negative, in Burmese or ASCII digits."""
    # A database column holds nine digits; int() itself raises beyond 4300.
    if not text.isdecimal() or len(text) > _MAX_NUMBER_DIGITS:
        raise InvalidValue(_("“{text}” is not a whole number."), text=text[:40])
    return int(text)


def read_optional_whole_number(text: str) -> int:
    """Return the whole number; 0 for an empty cell."""
    return read_whole_number(text) if text else 0


def read_flag(text: str) -> bool:
    if text.lower() not in _TRUE_WORDS | _FALSE_WORDS:
        raise InvalidValue(_("“{text}” is neither yes nor no."), text=text)
    return text.lower() in _TRUE_WORDS


def text_reader(longest: int, *, needed: bool = False) -> Callable[[str], str]:
    """Return a reader of text up to a length, whose letters are all there."""

    def read(text: str) -> str:
        if needed and not text:
            raise InvalidValue(_("This cell must not be empty."))
        if _DESTROYED_TEXT.search(text):
            raise InvalidValue(
                _("“{text}” was Burmese before the file was saved. Save it as “CSV UTF-8”."),
                text=text[:40],
            )
        if _SPREADSHEET_ERROR.fullmatch(text):
            raise InvalidValue(_("“{text}” is an error of the spreadsheet."), text=text)
        if len(text) > longest:
            message = _("The text is longer than {longest} letters.")
            raise InvalidValue(message, longest=lazy_digits(longest))
        return text

    return read


def name_reader(longest: int) -> Callable[[str], str]:
    """Return a reader of a name that stands on certificates."""
    read_text = text_reader(longest)

    def read(text: str) -> str:
        try:
            validate_letters(name := read_text(text))
        except ValidationError as error:
            raise InvalidValue.from_validation(error) from error
        return name

    return read


def choice_reader(choices: Iterable[str], *, needed: bool = False) -> Callable[[str], str]:
    """Return a reader of one of some codes."""
    allowed = list(choices)

    def read(text: str) -> str:
        if text.lower() not in allowed and (text or needed):
            listed = ", ".join(allowed)
            raise InvalidValue(_("“{text}” is not one of: {listed}."), text=text, listed=listed)
        return text.lower()

    return read
