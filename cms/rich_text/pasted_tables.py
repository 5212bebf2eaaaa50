"""Reads tables that are pasted, each cell in its column; or writes their words as paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from cms.rich_text.pasted_paragraphs import BLOCKS

_BETWEEN_CELLS = " · "
_WIDEST = 60  # columns or rows of one cell


def read_rows(table: Tag) -> list[list[str]]:
    """Return the cells; where one reaches over others, these are empty and keep their place."""
    held = Counter[int]()  # by column: into how many more rows a cell above reaches
    return [list(_iter_cells(row, held)) for row in _iter_rows(table)]


def _iter_rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of the table itself: tables within cells may be as deep as they like."""
    for part in table.find_all(["tr", "thead", "tbody", "tfoot"], recursive=False):
        yield from [part] if part.name == "tr" else part.find_all("tr", recursive=False)


def _iter_cells(row: Tag, held: Counter[int]) -> Iterator[str]:
    column = 0
    for cell in row.find_all(["td", "th"], recursive=False):
        while held[column] > 0:
            held[column] -= 1
            column += 1
            yield ""
        height = _read_span(cell, "rowspan")
        for place in range(_read_span(cell, "colspan")):
            held[column] = height - 1
            column += 1
            yield "" if place else " ".join(cell.get_text(" ").split())
    while held[column] > 0:
        held[column] -= 1
        column += 1
        yield ""


def _read_span(cell: Tag, name: str) -> int:
    told = str(cell.get(name) or "1").strip()
    return min(max(int(told), 1), _WIDEST) if told.isascii() and told.isdigit() else 1


def open_frame(table: Tag) -> Tag:
    """Return the table, which only frames a text, as a part of the text: a cell a paragraph."""
    for row in _iter_rows(table):
        for cell in row.find_all(["td", "th"], recursive=False):
            cell.name = "p" if cell.find(BLOCKS) is None else "div"
    table.name = "div"
    return table


def join_cells(soup: BeautifulSoup, rows: list[list[str]]) -> Tag:
    """Return the rows as paragraphs, the cells of each in one."""
    lines = soup.new_tag("div")
    for row in rows:
        line = soup.new_tag("p")
        line.string = _BETWEEN_CELLS.join(filter(None, row))
        lines.append(line)
    return lines
