"""Cleans what is pasted from Word, LibreOffice and Google Docs: meaning stays, looks go.

Headings, lists, bold, italic and links stay; tables become tables of the lesson. Styles, comments
and tags of the program go. Text that is surely Zawgyi is turned into Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import nh3
from bs4 import BeautifulSoup, Comment, Tag

from cms.rich_text.pasted_emphasis import lower_emphasis, name_emphasis
from cms.rich_text.pasted_lists import (
    flatten_items,
    gather_stray_items,
    gather_word_lists,
    space_heading_numbers,
)
from cms.rich_text.pasted_paragraphs import level_headings, name_paragraphs
from cms.rich_text.pasted_tables import join_cells, open_frame, read_rows
from cms.rich_text.readable import close_tags
from people.text import detect_zawgyi

# Word writes its own tags (o:p, w:…), Google Docs wraps everything in a bold that is none.
_KEPT_TAGS = {
    "a",
    "b",
    "br",
    "em",
    "h2",
    "h3",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "td",
}
_KEPT_TAGS |= {"th", "tr", "ul"}
_PICTURES = ["img", "v:imagedata"]
_REMARKS = "[class*=MsoComment], [style*='mso-element:comment'], [class*=MsoToc]"
_REMARKS += ", [style*='mso-hide:all']"
_LONGEST_NUMBER = 4  # of a footnote: “viii”
_SMALL = "0123456789+-=()"
_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
# Longer is no lesson, and nobody waits for it.
MOST_LETTERS = 2_000_000
MOST_SIGNS = 20_000  # that open or close a tag: cleaning takes the square of them
_MOST_CELLS = 1_200
_DEEPEST = 100  # tags within tags; documents have some thirty
_BETWEEN = "\u241e"  # stands in no text: the sign for a record separator
_OPEN, _CLOSE = "\ue000", "\ue001"  # around the number of a table that was taken out
_MARKS = re.compile(f"[{_BETWEEN}{_OPEN}{_CLOSE}]")


@dataclass
class CleanedPaste:
    """Pieces in order, ``("text", html)`` or ``("table", rows)``, and what befell the text."""

    pieces: list[tuple[str, Any]] = field(default_factory=list)
    was_zawgyi: bool = False
    had_pictures: bool = False
    had_large_tables: bool = False


def clean_pasted(html: str) -> CleanedPaste:
    """Return the pieces of what was pasted; tables are lists of rows of cells."""
    soup = BeautifulSoup(html[:MOST_LETTERS], "lxml")
    body = soup.body or soup
    _flatten_depths(body)
    _drop_remarks(body)
    _drop_marks(body)
    cleaned = CleanedPaste(was_zawgyi=_convert_zawgyi(body))
    cleaned.had_pictures = body.find(_PICTURES) is not None
    name_paragraphs(body)
    name_emphasis(body)
    lower_emphasis(soup, body)
    level_headings(body)
    _name_notes(body)
    _raise_digits(body)
    space_heading_numbers(body)
    gather_word_lists(soup, body)
    gather_stray_items(soup, body)
    flatten_items(soup, body)
    for table in body.find_all("table"):
        if table.find_parent("table") is None:
            table.replace_with(_mark_table(soup, cleaned, table))
    cleaned.pieces = list(_list_pieces(str(body), cleaned))
    return cleaned


def _flatten_depths(body: Tag) -> None:
    """Write as words what stands deeper than any document has it."""
    # Each level of frames reads all that is within it once more: a thousand take seconds.
    level = [body]
    for _depth in range(_DEEPEST):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
    for tag in level:
        tag.replace_with(tag.get_text(" "))


def _drop_remarks(body: Tag) -> None:
    """Drop comments, what reviewers said and struck out, hidden words and tables of contents."""
    for remark in body.find_all(string=lambda text: isinstance(text, Comment)):
        remark.extract()
    for tag in body.find_all(["style", "script", "meta", "link", "title", "del", "xml"]):
        tag.decompose()
    for tag in body.select(_REMARKS):
        tag.decompose()
    for anchor in body.find_all("a", href=False):
        anchor.unwrap()  # a bookmark, often between two items of a list


def _drop_marks(body: Tag) -> None:
    """Drop the signs that are marks here from the texts, also where they came as entities."""
    for text in body.find_all(string=_MARKS):
        text.replace_with(_MARKS.sub("", text))


def _convert_zawgyi(body: Tag) -> bool:
    """Turn the text into Unicode if it is surely Zawgyi as a whole; return whether it was."""
    # As a whole: a word alone may be either, and a document is written in one of both.
    texts = list(body.find_all(string=True))
    reading = detect_zawgyi(_BETWEEN.join(str(text) for text in texts))
    if not reading.is_sure:
        return False
    for text, mended in zip(texts, reading.unicode.split(_BETWEEN), strict=True):
        text.replace_with(mended)
    return True


def _name_notes(body: Tag) -> None:
    """Write links within the text as words; the number of a footnote gets brackets."""
    for link in body.find_all("a", href=re.compile("^#")):
        if link.parent is None:
            continue  # stood in one that is words by now
        words = link.get_text().strip()
        if words.isalnum() and len(words) <= _LONGEST_NUMBER:
            # The nearest first: all of a long text for each of its links takes too long.
            before = (sibling.get_text() for sibling in link.previous_siblings)
            is_first = not any(text.strip() for text in before)
            link.string = f"[{words}] " if is_first else f"[{words}]"
        link.unwrap()


def _raise_digits(body: Tag) -> None:
    """Write small digits as letters of their own: a square metre is not 2 metres."""
    for name, digits in (("sup", _RAISED), ("sub", _LOWERED)):
        for tag in body.find_all(name):
            words = tag.get_text().strip()
            if words and {*words} <= {*_SMALL}:
                tag.string = words.translate(str.maketrans(_SMALL, digits))


def _mark_table(soup: BeautifulSoup, cleaned: CleanedPaste, table: Tag) -> Tag:
    """Return what stands for the table in the text until the text is cut into pieces."""
    rows = read_rows(table)
    most = max((len(row) for row in rows), default=0)
    if most < 2:
        return open_frame(table)
    rows = [row for row in rows if any(row)]
    if len(rows) * most > _MOST_CELLS:
        cleaned.had_large_tables = True
        return join_cells(soup, rows)
    # Now only: one row of a thousand columns would make as many of each row that has one.
    filled = [row + [""] * (most - len(row)) for row in rows]
    mark = soup.new_tag("p")
    mark.string = f"{_OPEN}{len(cleaned.pieces)}{_CLOSE}"
    cleaned.pieces.append(("table", filled))
    return mark


def _list_pieces(html: str, cleaned: CleanedPaste) -> Iterator[tuple[str, Any]]:
    safe = nh3.clean(
        html,
        tags=_KEPT_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    for number, piece in enumerate(re.split(rf"<p>\s*{_OPEN}(\d+){_CLOSE}\s*</p>", safe)):
        if number % 2:
            yield cleaned.pieces[int(piece)]
        elif BeautifulSoup(piece, "lxml").get_text().strip():
            yield "text", _drop_empty(piece)


def _drop_empty(html: str) -> str:
    return close_tags(re.sub(r"<(p|h2|h3|li)>(?:\s|&nbsp;|<br>)*</\1>", "", html).strip())
