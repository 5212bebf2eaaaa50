"""Makes the words fit the sheet: shrinks step by step, and refuses what fits at no step."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from certification.facts.snapshot import Facts
from certification.rendering.style import BUILT_IN_STYLE, SheetStyle
from certification.rendering.words import sheet_words

if TYPE_CHECKING:
    from weasyprint.document import Document

_SHRINK_STEPS = range(5)
_TOLERANCE = 0.5  # CSS pixels
_last: list[tuple[Facts, SheetStyle, Document]] = []  # one at most: a sheet is large


class SheetOverflow(Exception):
    """The words do not fit the sheet even at the smallest size; ``parts`` names where."""

    def __init__(self, code: str, parts: list[str]) -> None:
        super().__init__(f"{code}: no room in {', '.join(parts)}")
        self.parts = parts


def _load_sheet() -> Any:
    """The module that needs WeasyPrint, loaded when first asked for: without Pango it dies."""
    return import_module("certification.rendering.sheet")


def _fit_sheet(facts: Facts, look: SheetStyle) -> Document:
    """The sheet at the largest step at which every part holds its words. Call it in the press."""
    words, ground = sheet_words(facts, look), look.ground(facts)
    crowded: list[str] = []
    for step in _SHRINK_STEPS:
        document = _load_sheet().lay_out(words, look, ground, step=step)
        crowded = list(dict.fromkeys(_find_crowded_parts(document)))
        if not crowded:
            return document
    raise SheetOverflow(facts["code"], crowded)


def require_fit(facts: Facts, look: SheetStyle = BUILT_IN_STYLE) -> None:
    """Raise Overflow if the words fit at no step; the sheet is kept for ``take_fitted``."""
    with _load_sheet().press():
        _last[:] = [(facts, look, _fit_sheet(facts, look))]


def take_fitted_document(facts: Facts, look: SheetStyle) -> Document:
    """As ``fit``, and laid out already where the last ``require_fit`` asked for the very same.

    What is sealed directly after its issue is laid out once. Call it in the press.
    """
    kept = _last.pop() if _last else None
    return kept[2] if kept and kept[:2] == (facts, look) else _fit_sheet(facts, look)


def _find_crowded_parts(document: Document) -> Iterator[str]:
    """The parts (by id) whose words reach out of them, and ``page`` where there is a second."""
    if len(document.pages) > 1:
        yield "page"
    for box in document.pages[0]._page_box.descendants(placeholders=True):
        if _is_part(box) and _has_overflow(box):
            yield box.element.get("id")


def _is_part(box: Any) -> bool:
    element = box.element
    return element is not None and box.element_tag == "div" and bool(element.get("id"))


def _has_overflow(part: Any) -> bool:
    right = part.position_x + part.width + _TOLERANCE
    bottom = part.position_y + part.height + _TOLERANCE
    return any(
        inner.position_x < part.position_x - _TOLERANCE
        or inner.position_x + inner.width > right
        or inner.position_y + inner.height > bottom
        for inner in part.descendants()
        if type(inner).__name__ == "LineBox"
    )
