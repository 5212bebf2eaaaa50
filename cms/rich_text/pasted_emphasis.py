"""Makes emphasis of what other programs paste as styles, or around whole paragraphs."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from cms.rich_text.pasted_paragraphs import BLOCKS

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style:\s*italic")
_EMPHASIS = ["a", "b", "em", "i", "strong"]


def name_emphasis(body: Tag) -> None:
    """Write bold and italic as tags where a style says it, and take off what is no emphasis."""
    for tag in body.find_all(["b", "strong"], style=re.compile(r"font-weight:\s*normal")):
        tag.unwrap()
    for tag in body.find_all("span", style=True):
        style = str(tag["style"])
        if _BOLD.search(style):
            tag.name = "b"
        elif _ITALIC.search(style):
            tag.name = "i"


def lower_emphasis(soup: BeautifulSoup, body: Tag) -> None:
    """Write emphasis and links that reach over paragraphs into these: the editor asks for it."""
    for tag in body.find_all(_EMPHASIS):
        # What is bold within bold is so once, or each word would get the tags of every level.
        if tag.find_parent(tag.name) is not None:
            tag.unwrap()
    for tag in body.find_all(_EMPHASIS):
        if tag.find([*BLOCKS, "div"]) is None:
            continue
        for text in tag.find_all(string=True):
            if text.strip():
                wrapped = text.wrap(soup.new_tag(tag.name))
                wrapped.attrs.update(tag.attrs)
        tag.unwrap()
