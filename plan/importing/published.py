"""Reads frameworks in our columns, and in those in which DigComp 3.0 is published.

The published workbook has one line for each competence, with its area repeated beside it; each
text has a further column for each language: ``Competence name (nl)``. Its sheets are saved as CSV.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from people.imports import UnreadableFile
from people.imports.cells import Row
from people.imports.lines import TableLine, read_table_lines
from people.imports.tables import Source

_AREA, _AREA_NAME = "competence_area_number", "competence_area_name"
_COMPETENCE, _COMPETENCE_NAME = "competence_number", "competence_name"
_LEVEL, _LEVEL_NAME = "eight_level_mapping", "proficiency_level_name"
_LANGUAGE = re.compile(r"_\((\w{2,3})\)$")


def read_skill_lines(source: Source) -> list[TableLine]:
    """Return lines with ``code`` and ``title_<language>``. Raise `UnreadableFile`."""
    content = _read_published(source)
    try:
        lines = read_table_lines(
            io.BytesIO(content), [_AREA, _AREA_NAME, _COMPETENCE, _COMPETENCE_NAME]
        )
    except UnreadableFile:
        return read_table_lines(io.BytesIO(content), ["code", "title_en"])
    return list(_split_areas(lines))


def read_level_lines(source: Source) -> list[TableLine]:
    """Return lines with ``level`` and ``name_<language>``. Raise `UnreadableFile`."""
    content = _read_published(source)
    try:
        lines = read_table_lines(io.BytesIO(content), [_LEVEL, _LEVEL_NAME])
    except UnreadableFile:
        return read_table_lines(io.BytesIO(content), ["level"])
    return [_rename_cells(line, _LEVEL, "level", _LEVEL_NAME, "name") for line in lines]


def _read_published(source: Source) -> bytes:
    content = Path(source).read_bytes() if isinstance(source, str | Path) else source.read()
    return content.encode() if isinstance(content, str) else content


def _split_areas(lines: list[TableLine]) -> Iterator[TableLine]:
    """Yield each area once, before the first of its competences."""
    seen = set()
    for line in lines:
        number = line.row.cells[_AREA]
        if number not in seen:
            seen.add(number)
            yield _rename_cells(line, _AREA, "code", _AREA_NAME, "title")
        yield _rename_cells(line, _COMPETENCE, "code", _COMPETENCE_NAME, "title")


def _rename_cells(line: TableLine, number: str, code: str, name: str, title: str) -> TableLine:
    cells = line.row.cells
    renamed = {code: cells[number].strip(), f"{title}_en": cells[name].strip()}
    for column, text in cells.items():
        if column.startswith(name) and (language := _LANGUAGE.search(column)):
            renamed[f"{title}_{language[1]}"] = text.strip()
    return TableLine(Row(line.row.line, renamed), notes=line.notes)
