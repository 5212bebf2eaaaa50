"""Reads the first sheet of an Excel workbook as the text of a table."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from people.imports.tables import WrongValue

MARK = b"PK\x03\x04"
LARGEST_INSIDE = 100_000_000  # bytes once unpacked
MOST_ROWS, MOST_COLUMNS = 60_000, 50


def is_workbook(content: bytes) -> bool:
    return content.startswith(MARK)


def table_of_workbook(file: IO[bytes]) -> io.StringIO:
    """The first sheet as CSV; raises WrongValue for what is no workbook or unpacks too large."""
    try:
        require_small(file)
        book = load_workbook(file, read_only=True, data_only=True)
        text = io.StringIO()
        csv.writer(text).writerows(rows_of(book.worksheets[0]))
    except WrongValue:
        raise
    except Exception as error:  # a broken workbook may be broken anywhere
        raise WrongValue(_("The file is not an Excel workbook that can be read.")) from error
    text.seek(0)
    return text


def require_small(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_INSIDE:
            raise WrongValue(_("The workbook is too large."))


def rows_of(sheet: Any) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return ([text_of(cell) for cell in row] for row in rows)


def text_of(cell: Any) -> str:
    """A whole number as it was typed: Excel keeps 12 as 12.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
