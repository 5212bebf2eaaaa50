"""Writes Aiken: one right answer of several, each in a line, and no more than words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_uppercase

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import ItemDraft, Unfit, Written
from courses.interchange.losses import Capacity, write_parts
from courses.interchange.markup import html_to_text, looks_like_html
from courses.interchange.plain.aiken import is_answer_line

_CAPACITY = Capacity("Aiken", {"single"}, set(), is_plain=True)
_PARAGRAPH = re.compile(r"</?p>|<br>")


def write_aiken(drafts: Iterable[ItemDraft]) -> Written:
    """Return the questions as Aiken in UTF-8."""
    parts, written = write_parts(drafts, _CAPACITY, _write_question)
    written.content = "\n".join(parts).encode()
    return written


def _write_question(draft: ItemDraft, _number: int) -> str:
    lines = [*filter(None, map(html_to_text, _PARAGRAPH.split(draft.stem)))]
    options = [*draft.options.values()]
    if any(map(is_answer_line, lines)) or any(map(looks_like_html, [*lines, *options])):
        raise Unfit(_("Aiken has no way to write the signs in its words."))
    if len(options) > len(ascii_uppercase):
        raise Unfit(_("Aiken has a letter for 26 answers only."))
    letters = dict(zip(draft.options, ascii_uppercase, strict=False))
    lines += [f"{letters[name]}. {text}" for name, text in draft.options.items()]
    return "\n".join([*lines, f"ANSWER: {letters[draft.answer_key[0]]}", ""])
