"""Writes tables as CSV and XLSX, whatever their length: lines are taken as they are written."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from openpyxl import Workbook

from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM

SheetRow = Sequence[Any]
XLSX_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_SHEET_NAME = 31  # XLSX allows no more
_LINES_AT_ONCE = 200  # each piece is one write to the reader's connection
_LARGEST_IN_MEMORY = 1_000_000  # bytes of a workbook; a larger one lies on the disk


@dataclass(frozen=True)
class Sheet:
    """Holds a table to write; its lines are read once."""

    name: str
    headings: SheetRow
    lines: Iterable[SheetRow]


class _EchoBuffer:
    """Gives back what a csv writer writes, to be streamed line by line."""

    def write(self, text: str) -> str:
        return text


def write_csv(sheet: Sheet) -> Iterator[str]:
    """Yield the sheet in pieces of some lines, marked as UTF-8."""
    writer = csv.writer(_EchoBuffer())
    # Alone: the reader's browser sees that the file begins before the first line is found.
    yield UTF8_BOM + writer.writerow(escape_row(sheet.headings))
    lines = iter(sheet.lines)
    while piece := [writer.writerow(escape_row(line)) for line in islice(lines, _LINES_AT_ONCE)]:
        yield "".join(piece)


def write_xlsx(sheets: Iterable[Sheet]) -> IO[bytes]:
    """Return one workbook with the sheets, to be read from its beginning."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        # write_only keeps rows out of memory, so a sheet is written from top to bottom.
        page = book.create_sheet(shorten_sheet_name(sheet))
        page.append(escape_row(sheet.headings))
        for line in sheet.lines:
            page.append(escape_row(line))
    file = tempfile.SpooledTemporaryFile(_LARGEST_IN_MEMORY)  # noqa: SIM115 (the caller reads it)
    book.save(file)
    file.seek(0)
    return file


def shorten_sheet_name(sheet: Sheet) -> str:
    return sheet.name[:_LONGEST_SHEET_NAME]


def escape_row(line: SheetRow) -> list[Any]:
    """Return the line without anything that a spreadsheet would calculate or could not hold."""
    return [_escape_value(value) for value in line]


def _escape_value(value: Any) -> Any:
    # CSV would write 3.0 and XLSX 3: whole numbers go without decimals in both.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return escape_formula(value) if isinstance(value, str) else value
