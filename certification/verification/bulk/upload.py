"""Reads the list of codes that an employer uploads, however a spreadsheet wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from certification.facts.codes import parse_code
from people.imports.cells import InvalidValue
from people.imports.decoding import decode_any
from people.imports.tables import BrokenLine, detect_separator, iter_lines, name_columns

# Anybody may upload a list without signing in: these keep one upload short work.
MAX_LIST_BYTES = 1_000_000
MAX_ROWS = 5_000
_MAX_CELL_LENGTH = 300
_MAX_COLUMNS = 50  # of a line; codes and names stand at its beginning
_SNIFFED_LENGTH = 4_000
_SEPARATORS = "\t;,|"
_ALIASES = {
    "code": ("certificate", "certificate code", "ကုဒ်"),
    "name": ("holder", "အမည်"),
}


@dataclass(frozen=True)
class CodeRow:
    """A line with something in it: the code as given, and the name, perhaps empty."""

    line: int
    code: str
    name: str


def read_code_list(content: bytes) -> list[CodeRow]:
    """Return the rows without a heading. Raise `InvalidValue` with words for the person."""
    if len(content) > MAX_LIST_BYTES:
        raise InvalidValue(_("The list is larger than 1 MB. Please divide it."))
    rows: list[CodeRow] = []
    columns: tuple[int, int | None] | None = None
    for line, cells in _iter_filled_lines(decode_any(content)):
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


def _iter_filled_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    separator = detect_separator(text[:_SNIFFED_LENGTH], _SEPARATORS)
    try:
        for line, cells in iter_lines(text, separator):
            if any(cells := cells[:_MAX_COLUMNS]):
                yield line, [cell[:_MAX_CELL_LENGTH].strip() for cell in cells]
    except BrokenLine as broken:
        message = _("The file cannot be read from line {line} on.")
        raise InvalidValue(message, line=broken.line) from broken


def _is_heading(cells: list[str]) -> bool:
    """Return whether the first line names a column and holds no code."""
    named = set(name_columns(cells, _ALIASES)) & _ALIASES.keys()
    return bool(named) and not any(parse_code(cell) for cell in cells)


def _locate_columns(cells: list[str]) -> tuple[int, int | None]:
    """Return where codes and names stand: by the heading, else first and second."""
    if not _is_heading(cells):
        return 0, 1
    columns = name_columns(cells, _ALIASES)
    code = columns.index("code") if "code" in columns else 0
    return code, columns.index("name") if "name" in columns else None


def _build_code_row(line: int, cells: list[str], columns: tuple[int, int | None]) -> CodeRow:
    code, name = columns
    padded = dict(enumerate(cells))
    return CodeRow(line, padded.get(code, ""), padded.get(name, "") if name is not None else "")
