"""Writes tables as a workbook that is sent while it is written, however long they are.

openpyxl has to be done before the first byte leaves: of 100,000 people that took half a minute.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from people.files.tables import (
    LINES_AT_ONCE,
    Sheet,
    SheetRow,
    escape_row,
    measure_columns,
    shorten_sheet_name,
)

# XML has no way to write these; openpyxl refuses them too.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (  # by index: as it is, a heading, a day
    f'<styleSheet xmlns="{_SPREADSHEET}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
_DAY_ONE = dt.date(1899, 12, 30).toordinal()  # spreadsheets count days from here


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


def stream_xlsx(*sheets: Sheet) -> Iterator[bytes]:
    """Yield a workbook of the sheets; their lines are read as it is sent."""
    queue = _ByteQueue()
    with zipfile.ZipFile(queue, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:  # type: ignore[call-overload]
        for name, content in _list_parts(sheets):
            book.writestr(name, _HEAD + content)
        # Alone: the reader's browser sees that the file begins before the first line is found.
        yield queue.take()
        for number, sheet in enumerate(sheets, 1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as page:
                for piece in _write_page(sheet):
                    page.write(piece.encode())
                    yield queue.take()
    yield queue.take()


def _list_parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each part but the sheets."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>',
    )
    yield "_rels/.rels", _relate([("officeDocument", "xl/workbook.xml")])
    pages = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relate([*pages, ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    names = "".join(
        f'<sheet name={quoteattr(shorten_sheet_name(sheet))} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    spaces = f'xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"'
    yield "xl/workbook.xml", f"<workbook {spaces}><sheets>{names}</sheets></workbook>"


def _relate(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _write_page(sheet: Sheet) -> Iterator[str]:
    """Yield a sheet with headings that stay in sight, and columns as wide as their texts."""
    lines = iter(sheet.lines)
    first = list(islice(lines, LINES_AT_ONCE))
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(measure_columns([sheet.headings, *first]), 1)
    )
    columns = f"<cols>{widths}</cols>" if widths else ""
    yield f'{_HEAD}<worksheet xmlns="{_SPREADSHEET}">{_FROZEN}{columns}<sheetData>'
    yield _write_row(sheet.headings, style=1) + "".join(map(_write_row, first))
    while piece := "".join(map(_write_row, islice(lines, LINES_AT_ONCE))):
        yield piece
    yield "</sheetData></worksheet>"


def _write_row(line: SheetRow, style: int = 0) -> str:
    return f"<row>{''.join(_write_cell(value, style) for value in escape_row(line))}</row>"


def _write_cell(value: Any, style: int) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    if type(value) is dt.date:
        return f'<c s="2"><v>{value.toordinal() - _DAY_ONE}</v></c>'
    text = escape(_ILLEGAL.sub("", str(value)))
    shown = f'<is><t xml:space="preserve">{text}</t></is>'
    return f'<c t="inlineStr" s="{style}">{shown}</c>'
