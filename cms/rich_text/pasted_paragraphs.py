"""Makes paragraphs and headings of what other programs paste under other names."""

from __future__ import annotations

import re

from bs4 import Tag

_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_WORD_HEADING = re.compile(r"MsoTitle|MsoHeading(\d)|Heading(\d)", re.IGNORECASE)
_FRAMES = ["address", "article", "blockquote", "center", "dd", "div", "dt", "figcaption", "pre"]
_FRAMES += ["section"]
BLOCKS = ["p", "ul", "ol", "li", "table", *_HEADINGS]


def name_paragraphs(body: Tag) -> None:
    """Write as paragraphs what other programs write as something else: Outlook takes `div`."""
    for tag in body.find_all(_FRAMES):
        if tag.find([*_FRAMES, *BLOCKS]) is None:
            tag.name = "p"


def level_headings(body: Tag) -> None:
    """Write headings of six levels, and those that Word only styles, as two levels."""
    for tag in body.find_all(["p", *_HEADINGS]):
        found = _WORD_HEADING.search(" ".join(tag.get("class") or []))
        if found:
            level = found[1] or found[2] or "1"
            tag.name = "h2" if level in {"1", "2"} else "h3"
        else:
            tag.name = _HEADINGS.get(tag.name, tag.name)
