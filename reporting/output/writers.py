"""Writes sheets as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook

from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM
from reporting.output.tables import Sheet, SheetRow

_LONGEST_SHEET_NAME = 31  # XLSX allows no more


class _EchoBuffer:
    """Gives back what a csv writer writes, to be streamed line by line."""

    def write(self, text: str) -> str:
        return text


def write_csv(sheet: Sheet) -> Iterator[str]:
    """Yield the sheet line by line, marked as UTF-8."""
    writer = csv.writer(_EchoBuffer())
    yield UTF8_BOM + writer.writerow(escape_row(sheet.headings))
    for line in sheet.lines:
        yield writer.writerow(escape_row(line))


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Return one workbook with the sheets."""
    book, content = Workbook(write_only=True), io.BytesIO()
    for sheet in sheets:
        # write_only keeps rows out of memory, so a sheet is written from top to bottom.
        page = book.create_sheet(sheet.name[:_LONGEST_SHEET_NAME])
        for line in (sheet.headings, *sheet.lines):
            page.append(escape_row(line))
    book.save(content)
    return content.getvalue()


def escape_row(line: SheetRow) -> list[Any]:
    """Return the line without anything that a spreadsheet would calculate or could not hold."""
    return [_escape_value(value) for value in line]


def _escape_value(value: Any) -> Any:
    # CSV would write 3.0 and XLSX 3: whole numbers go without decimals in both.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return escape_formula(value) if isinstance(value, str) else value
