"""Makes the words fit the sheet: shrinks step by step, and refuses what fits at no step."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from certification.facts.snapshot import Facts
from certification.rendering.style import BUILT_IN, Look
from certification.rendering.words import sheet_words

if TYPE_CHECKING:
    from weasyprint.document import Document

STEPS = range(5)
TOLERANCE = 0.5  # CSS pixels
_last: list[tuple[Facts, Look, Document]] = []  # one at most: a sheet is large


class Overflow(Exception):
    """The words do not fit the sheet even at the smallest size; ``parts`` names where."""

    def __init__(self, code: str, parts: list[str]) -> None:
        super().__init__(f"{code}: no room in {', '.join(parts)}")
        self.parts = parts


def sheet() -> Any:
    """The module that needs WeasyPrint, loaded when first asked for: without Pango it dies."""
    return import_module("certification.rendering.sheet")


def fit(facts: Facts, look: Look) -> Document:
    """The sheet at the largest step at which every part holds its words. Call it in the press."""
    words, ground = sheet_words(facts, look), look.ground(facts)
    crowded: list[str] = []
    for step in STEPS:
        document = sheet().lay_out(words, look, ground, step=step)
        crowded = list(dict.fromkeys(crowded_parts(document)))
        if not crowded:
            return document
    raise Overflow(facts["code"], crowded)


def require_fit(facts: Facts, look: Look = BUILT_IN) -> None:
    """Raise Overflow if the words fit at no step; the sheet is kept for ``take_fitted``."""
    with sheet().press():
        _last[:] = [(facts, look, fit(facts, look))]


def take_fitted(facts: Facts, look: Look) -> Document:
    """As ``fit``, and laid out already where the last ``require_fit`` asked for the very same.

    What is sealed directly after its issue is laid out once. Call it in the press.
    """
    kept = _last.pop() if _last else None
    return kept[2] if kept and kept[:2] == (facts, look) else fit(facts, look)


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
        if type(inner).__name__ == "LineBox"
    )
