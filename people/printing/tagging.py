"""Tags every drawn line with its text and language, for copying, search and screen readers."""

from __future__ import annotations

from typing import Any

import pydyf
import weasyprint.draw.text as drawing

from people.printing.parts import list_pages, resolve_reference
from people.text.spelling import BURMESE_LETTER

_BREAK = "\u200b"
# WeasyPrint maps a glyph to the first cluster it was seen with, which is wrong for Burmese; spaced
# letters are read one by one; and it writes no language below the document's. So its function is
# replaced (by ``install_text_hook``) by one that wraps such lines in a span with ActualText and
# notes what was drawn for the structure tree. A test fails when the hook no longer fits.
_draw_first_line = drawing.draw_first_line


def _span_properties(text: str) -> bytes:
    return b"<</ActualText <feff" + text.encode("utf-16-be").hex().encode() + b">>>"


def _draw_tagged_line(stream: Any, textbox: Any, *rest: Any) -> Any:
    text = textbox.text.replace(_BREAK, "")
    is_unclear = bool(BURMESE_LETTER.search(text)) or textbox.style["letter_spacing"] != "normal"
    if stream._tags is not None:
        _note_text(stream, language=textbox.style["lang"], text=text if is_unclear else "")
    if not is_unclear:
        return _draw_first_line(stream, textbox, *rest)
    # Not by WeasyPrint's ``marked``, which would number the span as an element of its own.
    pydyf.Stream.begin_marked_content(stream, "Span", _span_properties(text))
    try:
        return _draw_first_line(stream, textbox, *rest)
    finally:
        pydyf.Stream.end_marked_content(stream)


def _note_text(stream: Any, *, language: str, text: str) -> None:
    """Note the text under the number of the marked content that is being drawn."""
    spoken = stream.__dict__.setdefault("spoken", {})
    spoken[len(stream._tags) - 1] = language, text


def install_text_hook() -> None:
    """Replace WeasyPrint's function; a second time changes nothing."""
    drawing.draw_first_line = _draw_tagged_line


def tag_structure_tree(pdf: pydyf.PDF) -> None:
    """Write what was noted into the structure tree. Call it from WeasyPrint's finisher."""
    root = resolve_reference(pdf, pdf.catalog["StructTreeRoot"])
    # The number of a page, then its elements, by the number of what is marked there.
    numbered = resolve_reference(pdf, root["ParentTree"])["Nums"]
    for page in list_pages(pdf):
        elements = numbered[2 * page["StructParents"] + 1]
        spoken = resolve_reference(pdf, page["Contents"]).__dict__.get("spoken", {})
        for number, (language, text) in spoken.items():
            _tell_element(pdf, resolve_reference(pdf, elements[number]), language, text)


def _tell_element(pdf: pydyf.PDF, element: Any, language: str, text: str) -> None:
    if language != pdf.catalog["Lang"].string:
        element["Lang"] = pydyf.String(language)
    if text:
        element["ActualText"] = pydyf.String(text)
