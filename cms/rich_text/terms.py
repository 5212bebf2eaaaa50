"""Leads from where a text first uses a term to its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_TAG = re.compile(r"(<[^>]+>)")
_TAG_NAME = re.compile(r"<(/?)([a-z0-9]+)")
# Where no link belongs: in another one, in headings and buttons, in code, and in the meanings.
_CLOSED_TAGS = {"a", "h2", "h3", "h4", "summary", "pre", "code", "dl", "figcaption", "caption"}
_BURMESE_NAME = re.compile(r"[\u1000-\u109f]")
# A sign that belongs to the letter before it: the term would end within a syllable.
_SIGN = r"\u102b-\u103e"


def link_terms(html: str, terms: Mapping[str, str]) -> str:
    """Return the HTML in which the first use of each term links to the id that it is named by."""
    waiting = {anchor: _compile_name(name) for anchor, name in terms.items() if name}
    depth, written = 0, []
    for piece in _TAG.split(html) if waiting else [html]:
        tag = _TAG_NAME.match(piece)
        if tag and tag[2] in _CLOSED_TAGS:
            depth += -1 if tag[1] else 1
        written.append(piece if tag or depth else _link_first_uses(piece, waiting))
    return "".join(written)


def _compile_name(name: str) -> re.Pattern[str]:
    found = re.escape(escape(name, quote=False))
    if _BURMESE_NAME.search(name):
        # Burmese has no spaces between words: no letter before or after says anything.
        return re.compile(rf"(?<!\u1039){found}(?![{_SIGN}])")
    return re.compile(rf"(?<![\w&]){found}(?!\w)", re.IGNORECASE)


def _link_first_uses(text: str, waiting: dict[str, re.Pattern[str]]) -> str:
    """Link each waiting term that the text uses, and take it from those that wait."""
    uses = [(use, anchor) for anchor, name in waiting.items() if (use := name.search(text))]
    if not uses:
        return text
    # The first one; of two that begin together the longer one.
    use, anchor = min(uses, key=lambda one: (one[0].start(), -len(one[0][0])))
    del waiting[anchor]
    linked = f'<a class="term" href="#{anchor}">{use[0]}</a>'
    return text[: use.start()] + linked + _link_first_uses(text[use.end() :], waiting)
