"""Reads tables that people hand in (CSV): rows with their line, cleaned; problems with theirs."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.text.names import clean, to_ascii_digits

Source = str | Path | IO[bytes] | IO[str]
DisplayText = Any  # text, or text that is translated when it is shown

_DATE_PATTERNS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)
_FIRST_YEAR, _LAST_YEAR = 1940, 2100


@dataclass(frozen=True)
class Problem:
    """What a reader of the file should know of one line: wrong, converted, or to be checked."""

    class Kind(StrEnum):
        WRONG = "wrong"
        CONVERTED = "converted"
        CHECK = "check"

    line: int
    field: str
    message: DisplayText
    kind: Kind = Kind.WRONG


class InvalidValue(ValueError):
    """A cell cannot be used; the message is for the person who made the file."""

    def __init__(self, message: DisplayText, **values: object) -> None:
        super().__init__(message)
        self.message = format_lazy(message, **values) if values else message


@dataclass(frozen=True)
class Row:
    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """The rows of a file; without rows if the file as a whole cannot be read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table(source: Source, *, required: Iterable[str]) -> Table:
    """The rows of a CSV file in UTF-8 with a header line, cells as they were written.

    Not cleaned yet: `clean` would spoil Zawgyi before it is recognised.
    """
    table = Table()
    try:
        table.rows.extend(_read_table_rows(_read_text(source), tuple(required), table.problems))
    except InvalidValue as wrong:
        table.problems.append(Problem(1, "", wrong.message))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = _("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")
        table.problems.append(Problem(line, "", message))
    return table


def _read_text(source: Source) -> str:
    content = Path(source).read_bytes() if isinstance(source, str | Path) else source.read()
    text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    if not text.strip():
        raise InvalidValue(_("The file is empty."))
    return text


def _read_table_rows(
    text: str, required: tuple[str, ...], problems: list[Problem]
) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_detect_delimiter(text))
    header = [clean(cell).lower() for cell in next(lines)]
    for column in required:
        if column not in header:
            message = format_lazy(_("The column “{column}” is missing."), column=column)
            problems.append(Problem(1, column, message))
    if problems:
        return
    while cells := _read_next_cells(lines, problems):
        line, values = cells
        if len(values) > len(header) and any(values[len(header) :]):
            problems.append(Problem(line, "", _("The line has more cells than the header.")))
        elif any(values):
            yield Row(line, dict.fromkeys(header, "") | dict(zip(header, values, strict=False)))


def _read_next_cells(lines: Any, problems: list[Problem]) -> tuple[int, list[str]] | None:
    """The next line's number and cells; none at the end, or where the file breaks off."""
    line = lines.line_num + 1
    try:
        return line, [cell.strip() for cell in next(lines)]
    except StopIteration:
        return None
    except csv.Error:
        problems.append(Problem(line, "", _("The file cannot be read from this line on.")))
        return None


def _detect_delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def read_cells(
    row: Row, readers: dict[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[Problem]]:
    """What the readers make of a row's cells, cleaned, and what is wrong with them."""
    values, problems = {}, []
    for column, reader in readers.items():
        try:
            values[column] = reader(clean(row.cells.get(column, "")))
        except InvalidValue as wrong:
            problems.append(Problem(row.line, column, wrong.message))
    return values, problems


def read_date(text: str) -> dt.date:
    """A day written 2026-11-23 or 23-11-2026, in Burmese digits or ours."""
    if not text:
        raise InvalidValue(_("The date is missing."))
    found = next(
        (m for pattern in _DATE_PATTERNS if (m := pattern.fullmatch(to_ascii_digits(text)))), None
    )
    try:
        day = dt.date(**{part: int(number) for part, number in found.groupdict().items()})  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        day = dt.date.min
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidValue(_("“{text}” is not a date. Write it as 2026-11-23."), text=text)
    return day


def text_reader(longest: int, *, needed: bool = False) -> Callable[[str], str]:
    """A reader of text up to a length."""

    def read(text: str) -> str:
        if needed and not text:
            raise InvalidValue(_("This cell must not be empty."))
        if len(text) > longest:
            raise InvalidValue(_("The text is longer than {longest} letters."), longest=longest)
        return text

    return read


def choice_reader(choices: Iterable[str], *, needed: bool = False) -> Callable[[str], str]:
    """A reader of one of some codes."""
    allowed = list(choices)

    def read(text: str) -> str:
        if text.lower() not in allowed and (text or needed):
            listed = ", ".join(allowed)
            raise InvalidValue(_("“{text}” is not one of: {listed}."), text=text, listed=listed)
        return text.lower()

    return read
