"""Writes one long table as a workbook that is sent while it is written, in little memory.

openpyxl has to be done before the first byte leaves: of 100,000 people that took half a minute.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from people.files.tables import Sheet, SheetRow, escape_row, shorten_sheet_name

_LINES_AT_ONCE = 200  # each piece is one write to the reader's connection
# XML has no way to write these; openpyxl refuses them too.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


class _ByteQueue:
    """Takes what a zip file writes and gives it back piece by piece; nobody can seek in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, content: bytes) -> int:
        self._pieces.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Have nothing to flush; zip files ask for it."""

    def take(self) -> bytes:
        content, self._pieces = b"".join(self._pieces), []
        return content


def stream_xlsx(sheet: Sheet) -> Iterator[bytes]:
    """Yield a workbook of the one sheet; its lines are read as it is sent."""
    queue = _ByteQueue()
    with zipfile.ZipFile(queue, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:  # type: ignore[call-overload]
        for name, content in _FIXED_PARTS.items():
            book.writestr(name, _HEAD + content)
        book.writestr("xl/workbook.xml", _HEAD + _write_contents(sheet))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as page:
            page.write(f'{_HEAD}<worksheet xmlns="{_SPREADSHEET}"><sheetData>'.encode())
            page.write(_write_row(sheet.headings).encode())
            # Alone: the reader's browser sees that the file begins before the first line is found.
            yield queue.take()
            lines = iter(sheet.lines)
            while piece := "".join(map(_write_row, islice(lines, _LINES_AT_ONCE))):
                page.write(piece.encode())
                yield queue.take()
            page.write(b"</sheetData></worksheet>")
    yield queue.take()


def _write_contents(sheet: Sheet) -> str:
    name = quoteattr(shorten_sheet_name(sheet))
    return (
        f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={name} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _write_row(line: SheetRow) -> str:
    return f"<row>{''.join(map(_write_cell, escape_row(line)))}</row>"


def _write_cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape(_ILLEGAL.sub("", str(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
