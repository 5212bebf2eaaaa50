"""Splits the text of a question with gaps into what is asked and the text that has the gaps."""

from __future__ import annotations

import re

from django.utils import translation
from django.utils.translation import gettext

from courses.interchange.markup import clean_html, html_to_text, text_to_html

# Stands between the two where they are written as one text.
RULE = "<hr>"
_RULE = re.compile(r"<hr\s*/?>")
_BLOCK = re.compile(r"<(?:p|ul|ol)>.*?</(?:p|ul|ol)>", re.DOTALL)


def split_passage(html: str, language: str = "") -> tuple[str, str]:
    """Return what is asked and the text with gaps: what stands before the first one is asked.

    Where nothing does, it is asked to fill in the gaps.
    """
    before, *behind = _RULE.split(html, maxsplit=1)
    if behind and "[[" not in before and html_to_text(before):
        return clean_html(before), clean_html(behind[0])
    html = clean_html(html)
    stem = ""
    for block in _BLOCK.findall(html):
        if "[[" in block or not html.startswith(stem + block):
            break
        stem += block
    return stem or _ask_to_fill(language), html.removeprefix(stem)


def join_passage(stem: str, passage: str) -> str:
    """Return both as one text, which `split_passage` splits again."""
    return f"{stem}{RULE}{passage}"


def ask_to_select(language: str) -> str:
    """Return what is asked where nothing stands before a text in which words are chosen."""
    with translation.override(language or None):
        return text_to_html(gettext("Select the right words in the text."))


def _ask_to_fill(language: str) -> str:
    with translation.override(language or None):
        return text_to_html(gettext("Fill in the gaps."))
