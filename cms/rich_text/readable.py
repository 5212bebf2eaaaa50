"""Writes HTML of other programs as the editor reads it: its parser stops at what it cannot."""

from __future__ import annotations

from functools import cache
from html import escape

from bs4 import BeautifulSoup
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.rich_text.pasted_emphasis import lower_emphasis
from cms.rich_text.pasted_lists import flatten_items, gather_stray_items


def make_readable(html: str, features: tuple[str, ...]) -> str:
    """Return the HTML so that an editor with the features opens it, with all of its words."""
    if "<" not in html:
        return html
    closed = close_tags(html)
    if _is_read(closed, features):
        return closed
    soup = BeautifulSoup(html, "lxml")
    if soup.body is None:
        return ""
    lower_emphasis(soup, soup.body)
    gather_stray_items(soup, soup.body)
    flatten_items(soup, soup.body)
    mended = soup.body.decode_contents()
    if _is_read(mended, features):
        return mended
    # A tangle that no program writes: its words come.
    return "".join(f"<p>{escape(line)}</p>" for line in soup.stripped_strings)


def close_tags(html: str) -> str:
    """Return the HTML with its breaks and rules closed."""
    # The editor's parser is one of XML: an open tag would swallow what closes after it.
    return html.replace("<br>", "<br/>").replace("<hr>", "<hr/>")


def _is_read(html: str, features: tuple[str, ...]) -> bool:
    try:
        _build_converter(features).from_database_format(html)
    except AssertionError:
        return False
    return True


@cache
def _build_converter(features: tuple[str, ...]) -> ContentstateConverter:
    return ContentstateConverter(features)
