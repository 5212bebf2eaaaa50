"""Writes tables as CSV and XLSX, whatever their length: lines are taken as they are written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from django.utils import timezone

from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM
from people.text.syllables import split_syllables

SheetRow = Sequence[Any]
_LONGEST_SHEET_NAME = 31  # XLSX allows no more
LINES_AT_ONCE = 200  # each piece is one write to the reader's connection
# A column is as wide as the longest text of the first lines, in characters.
_NARROWEST, _WIDEST = 9, 50


@dataclass(frozen=True)
class Sheet:
    """Holds a table to write; its lines are read once.

    ``about`` are lines that tell what the table is; a workbook has a sheet of its own for them.
    """

    name: str
    headings: SheetRow
    lines: Iterable[SheetRow]
    about: Sequence[SheetRow] = ()


def write_csv(sheet: Sheet) -> Iterator[str]:
    """Yield the sheet in pieces of some lines, marked as UTF-8."""
    # Alone: the reader's browser sees that the file begins before the first line is found.
    yield UTF8_BOM + _write_lines([sheet.headings])
    lines = iter(sheet.lines)
    while piece := _write_lines(islice(lines, LINES_AT_ONCE)):
        yield piece
    # Behind the table: its headings stay in the first line, where programs and filters look, and
    # the empty line ends what a spreadsheet sorts.
    if sheet.about:
        yield "\r\n" + _write_lines(sheet.about)


def _write_lines(lines: Iterable[SheetRow]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(map(escape_row, lines))
    return buffer.getvalue()


def shorten_sheet_name(sheet: Sheet) -> str:
    """Return the name, cut behind a word where it is too long, with three dots."""
    name = sheet.name
    if len(name) <= _LONGEST_SHEET_NAME:
        return name
    room = _LONGEST_SHEET_NAME - 1
    # Burmese has spaces between phrases; what has none is cut behind a syllable.
    kept = name[: room + 1].rpartition(" ")[0] or _fit_syllables(name, room)
    # A Latin run is one syllable.
    return (kept.rstrip() or name[:room]) + "…"


def _fit_syllables(text: str, room: int) -> str:
    syllables = split_syllables(text)
    ends = accumulate(map(len, syllables))
    return "".join(one for one, end in zip(syllables, ends, strict=True) if end <= room)


def measure_columns(lines: Sequence[SheetRow]) -> list[int]:
    """Return how wide each column of the lines is, in characters; the first has all of them."""
    widths = []
    for at in range(len(lines[0])):
        longest = max(_count_places(line[at]) for line in lines if at < len(line))
        widths.append(min(max(longest + 2, _NARROWEST), _WIDEST))
    return widths


def _count_places(value: Any) -> int:
    """Return how many places a value takes; marks above and below a letter take none."""
    return sum(unicodedata.category(sign) != "Mn" for sign in str(value))


def escape_row(line: SheetRow) -> list[Any]:
    """Return the line without anything that a spreadsheet would calculate or could not hold."""
    return [
        escape_formula(value) if isinstance(value, str) else _write_bare(value) for value in line
    ]


def _write_bare(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # As text in both: spreadsheets know no zone of a moment.
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    # CSV would write 3.0 and XLSX 3: whole numbers go without decimals in both.
    return int(value) if isinstance(value, float) and value.is_integer() else value
