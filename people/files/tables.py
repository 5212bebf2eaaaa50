"""Writes tables as CSV and XLSX, whatever their length: lines are taken as they are written."""

from __future__ import annotations

import csv
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM

SheetRow = Sequence[Any]
XLSX_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_SHEET_NAME = 31  # XLSX allows no more
_LINES_AT_ONCE = 200  # each piece is one write to the reader's connection
_LARGEST_IN_MEMORY = 1_000_000  # bytes of a workbook; a larger one lies on the disk
# A column is as wide as the longest text of its first lines, in characters.
_LINES_MEASURED, _NARROWEST, _WIDEST = 200, 9, 50


@dataclass(frozen=True)
class Sheet:
    """Holds a table to write; its lines are read once.

    ``about`` are lines that tell what the table is; a workbook has a sheet of its own for them.
    """

    name: str
    headings: SheetRow
    lines: Iterable[SheetRow]
    about: Sequence[SheetRow] = ()


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
    # Behind the table: its headings stay in the first line, where programs and filters look, and
    # the empty line ends what a spreadsheet sorts.
    if sheet.about:
        yield "\r\n" + "".join(writer.writerow(escape_row(line)) for line in sheet.about)


def write_xlsx(sheets: Iterable[Sheet]) -> IO[bytes]:
    """Return one workbook with the sheets, to be read from its beginning."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        # write_only keeps rows out of memory, so a sheet is written from top to bottom.
        _fill_page(book.create_sheet(shorten_sheet_name(sheet)), sheet)
    file = tempfile.SpooledTemporaryFile(_LARGEST_IN_MEMORY)  # noqa: SIM115 (the caller reads it)
    book.save(file)
    file.seek(0)
    return file


def shorten_sheet_name(sheet: Sheet) -> str:
    return sheet.name[:_LONGEST_SHEET_NAME]


def _fill_page(page: Any, sheet: Sheet) -> None:
    """Write the table with headings that stay in sight, and columns as wide as their texts."""
    headings, lines = escape_row(sheet.headings), map(escape_row, sheet.lines)
    first = list(islice(lines, _LINES_MEASURED))
    # Before any line: the file has widths and panes above its rows.
    page.freeze_panes = "A2"
    for at, heading in enumerate(headings):
        longest = max(_count_places(line[at]) for line in [headings, *first] if at < len(line))
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(at + 1)].width = width
        headings[at] = _write_bold(page, heading)
    for line in chain([headings], first, lines):
        page.append(line)


def _write_bold(page: Any, text: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    return cell


def _count_places(value: Any) -> int:
    """Return how many places a value takes; marks above and below a letter take none."""
    return sum(unicodedata.category(sign) != "Mn" for sign in str(value))


def escape_row(line: SheetRow) -> list[Any]:
    """Return the line without anything that a spreadsheet would calculate or could not hold."""
    return [_escape_value(value) for value in line]


def _escape_value(value: Any) -> Any:
    # CSV would write 3.0 and XLSX 3: whole numbers go without decimals in both.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return escape_formula(value) if isinstance(value, str) else value
