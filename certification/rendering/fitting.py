"""Fits the words on the sheet: shrinks them step by step, refuses what fits at no step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from weasyprint.document import Document

from certification.facts.snapshot import Facts
from certification.rendering.plan import SheetPlan, plan_sheet
from certification.rendering.sheet import lay_out_sheet
from certification.rendering.style import (
    BUILT_IN_STYLE,
    SheetOverflow,
    SheetStyle,
    UnprintableName,
)
from certification.rendering.words import sheet_words
from people.printing import render_lock
from people.text.names import is_name_printable

_SHRINK_STEPS = range(5)
# Rounding of fonts to pixels: a line may reach out of its box by less than can be seen.
_TOLERANCE = 0.5  # CSS pixels
_Layout = tuple[Facts, SheetStyle, Document]
# One layout at most, since a document is large, and none outside ``reuse_layout``.
_kept: ContextVar[list[_Layout] | None] = ContextVar("kept_layout", default=None)


@contextmanager
def reuse_layout() -> Iterator[None]:
    """Lay out once what is issued and sealed directly after each other inside the block."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def require_fit(facts: Facts, style: SheetStyle = BUILT_IN_STYLE) -> None:
    """Raise SheetOverflow if the words fit at no step, UnprintableName for empty boxes."""
    if not all(map(is_name_printable, facts["person"]["names"].values())):
        raise UnprintableName(facts["code"])
    with render_lock():
        document = _fit_sheet(facts, style, plan_sheet(facts, style))
    kept = _kept.get()
    if kept is not None:
        kept[:] = [(facts, style, document)]


def fit_document(facts: Facts, style: SheetStyle, plan: SheetPlan) -> Document:
    """Return the sheet at the largest step that fits. Call it inside ``render_lock``."""
    kept = _kept.get()
    kept_facts, kept_style, document = kept.pop() if kept else (None, None, None)
    if document is not None and (kept_facts, kept_style) == (facts, style):
        return document
    return _fit_sheet(facts, style, plan)


def _fit_sheet(facts: Facts, style: SheetStyle, plan: SheetPlan) -> Document:
    words = sheet_words(facts, style)
    crowded: list[str] = []
    for step in _SHRINK_STEPS:
        document = lay_out_sheet(words, style, plan, step=step)
        crowded = list(dict.fromkeys(_find_crowded_parts(document)))
        if not crowded:
            return document
    raise SheetOverflow(facts["code"], crowded)


def _find_crowded_parts(document: Document) -> Iterator[str]:
    """Yield the ids of parts whose words overflow, and ``page`` if there is a second one."""
    if len(document.pages) > 1:
        yield "page"
    # WeasyPrint offers no public way to the boxes; a test fails when this one goes.
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
