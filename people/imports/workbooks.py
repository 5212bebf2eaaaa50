"""Reads the first sheet of an Excel workbook as the text of a table."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from people.imports.cells import InvalidValue

_ZIP_SIGNATURE = b"PK\x03\x04"
# A workbook is a ZIP archive: a few kilobytes may unpack to gigabytes and fill the memory.
_MAX_UNPACKED_BYTES = 100_000_000
# A sheet may claim a million empty rows; these are more than any list that we take.
_MAX_ROWS, _MAX_COLUMNS = 60_000, 50


def is_workbook(content: bytes) -> bool:
    return content.startswith(_ZIP_SIGNATURE)


def workbook_to_csv(content: bytes) -> str:
    """Return the first sheet as CSV. Raise `InvalidValue` for no workbook, or one too large."""
    # As CSV, so that lines are counted and limited in one way for both kinds of file.
    file, text = io.BytesIO(content), io.StringIO()
    try:
        _require_unpacked_size(file)
        book = load_workbook(file, read_only=True, data_only=True)
        csv.writer(text).writerows(_read_sheet_rows(book.worksheets[0]))
    except InvalidValue:
        raise
    # Broad: openpyxl raises whatever a broken part makes it stumble over.
    except Exception as error:
        raise InvalidValue(_("The file is not an Excel workbook that can be read.")) from error
    return text.getvalue()


def _require_unpacked_size(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > _MAX_UNPACKED_BYTES:
            raise InvalidValue(_("The workbook is too large."))


def _read_sheet_rows(sheet: Any) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
    return ([_cell_to_text(cell) for cell in row] for row in rows)


def _cell_to_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        # Excel keeps a typed 12 as 12.0, and "12.0" is no staff number.
        return str(int(cell))
    return "" if cell is None else str(cell)
