"""Makes the words fit the sheet: shrinks step by step, and refuses what fits at no step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import LineBox

from certification.facts import Facts
from certification.rendering.sheet import lay_out, press
from certification.rendering.words import sheet_words

STEPS = range(5)
TOLERANCE = 0.5  # CSS pixels


class Overflow(Exception):
    """The words do not fit the sheet even at the smallest size; the message names the parts."""


def fit(facts: Facts) -> Document:
    """The sheet at the largest step at which every part holds its words. Call it in the press."""
    words = sheet_words(facts)
    crowded: list[str] = []
    for step in STEPS:
        document = lay_out(words, step=step)
        crowded = list(crowded_parts(document))
        if not crowded:
            return document
    raise Overflow(f"{facts['code']}: no room in {', '.join(crowded)}")


def require_fit(facts: Facts) -> None:
    """Raise Overflow if the words do not fit at any step."""
    with press():
        fit(facts)


def crowded_parts(document: Document) -> Iterator[str]:
    """The parts (by id) whose words reach out of them, and ``page`` where there is a second."""
    if len(document.pages) > 1:
        yield "page"
    for box in document.pages[0]._page_box.descendants(placeholders=True):
        if is_part(box) and reaches_out(box):
            yield box.element.get("id")


def is_part(box: Any) -> bool:
    element = box.element
    return element is not None and box.element_tag == "div" and bool(element.get("id"))


def reaches_out(part: Any) -> bool:
    right = part.position_x + part.width + TOLERANCE
    bottom = part.position_y + part.height + TOLERANCE
    return any(
        inner.position_x < part.position_x - TOLERANCE
        or inner.position_x + inner.width > right
        or inner.position_y + inner.height > bottom
        for inner in part.descendants()
        if isinstance(inner, LineBox)
    )
