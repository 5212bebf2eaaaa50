"""Finds text in the legacy Zawgyi encoding among all that is translated of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.gate.obstacle import Obstacle
from people.text import detect_zawgyi

_SHOWN_LETTERS = 120
_LINE_END = re.compile(r"<br\b[^<>]*>")


def list_text_problems(texts: Iterable[str]) -> Iterator[Obstacle]:
    """Return one problem a line that is surely Zawgyi, before and after its conversion."""
    # Line by line: beside several in Unicode, one that was pasted is not told apart.
    lines = (line for text in texts for line in text.splitlines())
    for text in dict.fromkeys(lines):
        reading = detect_zawgyi(text)
        if reading.is_sure:
            # No quotation marks: fonts draw Zawgyi's vowels over the one before them.
            told = _("In Zawgyi: %(before)s – in Unicode: %(after)s")
            words = {"before": _shorten(text), "after": _shorten(reading.unicode)}
            yield Obstacle(told % words)


def extract_texts(page: Page) -> Iterator[str]:
    """Yield the texts of a page without their markup."""
    _name_blocks(page)
    # What translators are shown is what readers are shown, whatever block it is in.
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            yield unescape(strip_tags(_LINE_END.sub("\n", segment.string.data)))


def _name_blocks(page: Page) -> None:
    """Give each block an id, by which the extraction names it.

    Blocks that a program wrote have none, nor those of a form that is shown again.
    """
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            field.value_from_object(page).get_prep_value()


def _shorten(text: str) -> str:
    return Truncator(text).chars(_SHOWN_LETTERS)
