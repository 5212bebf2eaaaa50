"""Reads the list of codes that an employer hands in, however a spreadsheet wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from certification.facts.codes import parse_code
from people.imports.tables import InvalidValue
from people.text.names import fold

MAX_LIST_BYTES = 1_000_000
MAX_ROWS = 5_000
_MAX_CELL_LENGTH = 300
_SNIFFED_LENGTH = 4_000
_SEPARATORS = "\t;,|"
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CODE_HEADINGS = {fold(word) for word in ("code", "certificate", "certificate code", "ကုဒ်")}
_NAME_HEADINGS = {fold(word) for word in ("name", "holder", "အမည်")}


@dataclass(frozen=True)
class CodeRow:
    """A line with something in it: the code as given, and the name, perhaps empty."""

    line: int
    code: str
    name: str


def read_code_list(content: bytes) -> list[CodeRow]:
    """The rows, a heading left out; raises WrongValue with words for the person."""
    if len(content) > MAX_LIST_BYTES:
        raise InvalidValue(_("The list is larger than 1 MB. Please divide it."))
    rows: list[CodeRow] = []
    columns: tuple[int, int | None] | None = None
    for line, cells in _iter_lines(decode_text(content)):
        if columns is None:
            columns = _locate_columns(cells)
            if _is_heading(cells):
                continue
        rows.append(_build_code_row(line, cells, columns))
        if len(rows) > MAX_ROWS:
            message = _("Line {line}: more than {most} codes at once are too many.")
            raise InvalidValue(message, line=line, most=MAX_ROWS)
    if not rows:
        raise InvalidValue(_("There is no code in the list."))
    return rows


def decode_text(content: bytes) -> str:
    """The text, in the encoding it is in: UTF-8, UTF-16, or that of an old Windows."""
    if b"\0" in content[:4] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        marked = next(
            (name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None
        )
        encodings = [marked] if marked else ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidValue(_("The file is not a list in text. Save it as “CSV UTF-8” and try again."))


def _iter_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line with something in it: its number and its cells, as written."""
    separator = max(_SEPARATORS, key=text[:_SNIFFED_LENGTH].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        number = lines.line_num + 1
        try:
            cells = [cell[:_MAX_CELL_LENGTH].strip() for cell in next(lines)]
        except StopIteration:
            return
        except csv.Error as error:
            message = _("The file cannot be read from line {line} on.")
            raise InvalidValue(message, line=number) from error
        if any(cells):
            yield number, cells


def _is_heading(cells: list[str]) -> bool:
    """The first line is a heading if it names a column and no cell of it is a code."""
    named = {fold(cell) for cell in cells} & (_CODE_HEADINGS | _NAME_HEADINGS)
    return bool(named) and not any(parse_code(cell) for cell in cells)


def _locate_columns(cells: list[str]) -> tuple[int, int | None]:
    """Where codes and names stand: by the heading, else first and second."""
    if not _is_heading(cells):
        return 0, 1
    folded = [fold(cell) for cell in cells]
    code = next((place for place, cell in enumerate(folded) if cell in _CODE_HEADINGS), 0)
    name = next((place for place, cell in enumerate(folded) if cell in _NAME_HEADINGS), None)
    return code, name


def _build_code_row(line: int, cells: list[str], columns: tuple[int, int | None]) -> CodeRow:
    code, name = columns
    padded = dict(enumerate(cells))
    return CodeRow(line, padded.get(code, ""), padded.get(name, "") if name is not None else "")
