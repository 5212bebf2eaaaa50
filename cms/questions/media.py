"""Reads the pictures and sounds of a question as its author chose them, part by part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from wagtail.images.models import SourceImageIOError

from cms.questions.parts import read_parts
from courses.items.media import STEM
from people.text.formatting import number

if TYPE_CHECKING:
    from cms.models.banks import BankItem


def list_chosen(item: BankItem) -> dict[str, Any]:
    """Return the value of the block by the part that has one: ``stem``, an option or a target."""
    streams = {STEM: item.media, **read_parts(item).media}
    return {slot: stream[0].value for slot, stream in streams.items() if stream}


def show_media(item: BankItem) -> dict[str, dict[str, Any]]:
    """Return the facts for a preview, of what is there; addresses are those of editors."""
    shown = {}
    for slot, value in list_chosen(item).items():
        if not value.is_missing:
            try:
                shown[slot] = value.describe()
            except SourceImageIOError:
                continue
    return shown


def list_media_problems(item: BankItem, place: int) -> Iterator[str]:
    """Yield why the pictures and sounds of the question at the place cannot be published."""
    if not _has_media(item):
        return
    counted = {"number": number(place)}
    chosen = list_chosen(item).values()
    if any(value.is_missing for value in chosen):
        yield gettext("Question %(number)s: a picture or sound is gone. Choose another.") % counted
    if any(value.kind == "image" and not value.is_worded for value in chosen):
        told = gettext("Question %(number)s: a picture has no words. Write what it shows.")
        yield told % counted
    if any(value.kind == "audio" and not value.is_worded for value in chosen):
        told = gettext("Question %(number)s: a sound has no transcript. Write what is said.")
        yield told % counted


def _has_media(item: BankItem) -> bool:
    # As it is kept: to make the blocks of thousands of questions takes seconds.
    written = json.dumps([item.media.get_prep_value(), item.options.get_prep_value()])
    return '"type": "picture"' in written or '"type": "sound"' in written
