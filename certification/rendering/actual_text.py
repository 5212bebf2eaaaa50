"""Gives every Burmese line on paper its text, so that copying and searching find the words.

WeasyPrint maps a glyph to the first cluster it was seen with, which is wrong for Burmese. Each
line is wrapped in a span with ActualText instead. A test fails when the hook no longer fits.
"""

from __future__ import annotations

from typing import Any

import pydyf
import weasyprint.draw.text as drawing

from people.spelling import BURMESE

BREAK = "\u200b"
_draw_first_line = drawing.draw_first_line


def span_properties(text: str) -> bytes:
    return b"<</ActualText <feff" + text.encode("utf-16-be").hex().encode() + b">>>"


def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
    text = textbox.text.replace(BREAK, "")
    if not BURMESE.search(text):
        return _draw_first_line(stream, textbox, *rest)
    pydyf.Stream.begin_marked_content(stream, "Span", span_properties(text))
    try:
        return _draw_first_line(stream, textbox, *rest)
    finally:
        pydyf.Stream.end_marked_content(stream)


def install() -> None:
    """Put the hook in place; once is enough, twice does no harm."""
    drawing.draw_first_line = draw_first_line
