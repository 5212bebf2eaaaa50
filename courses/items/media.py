"""Holds the picture or sound of a part of a question, as a version keeps it. Pure: no row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STEM = "stem"
_LONGEST_LABEL = 80


@dataclass(frozen=True)
class PartMedia:
    """A picture with what it shows, or a sound with what is said in it; ``bytes`` to load it.

    ``is_decorative``: a picture that says nothing, which only a stem may have.
    """

    kind: str
    url: str
    bytes: int = 0
    alt: str = ""
    is_decorative: bool = False
    width: int = 0
    height: int = 0
    transcript: str = ""

    @property
    def is_picture(self) -> bool:
        return self.kind == "image"

    @property
    def words(self) -> str:
        """Return what stands for it where it cannot be shown."""
        return self.alt if self.is_picture else self.transcript

    @property
    def is_worded(self) -> bool:
        return bool(self.words.strip()) or self.is_decorative


def read_media(words: Mapping[str, Any]) -> dict[str, PartMedia]:
    """Return pictures and sounds by the part that has them: ``stem``, an option or a target."""
    return {slot: PartMedia(**facts) for slot, facts in words.get("media", {}).items()}


def label_options(words: Mapping[str, Any]) -> dict[str, str]:
    """Return the options by id, in words: one without text by what its picture shows."""
    media = read_media(words)
    return {
        one: text or (shorten_words(media[one].words) if one in media else "")
        for one, text in words.get("options", {}).items()
    }


def shorten_words(text: str) -> str:
    """Return what a whole recording says as the name of an answer."""
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"


def find_media_fault(words: Mapping[str, Any]) -> str:
    """Return why the media of one language cannot be shown; ``""`` where they can."""
    try:
        media = read_media(words)
    except (AttributeError, TypeError):
        return "a picture or sound has not its facts"
    parts = {STEM, *words.get("options", {}), *words.get("targets", {})}
    if not media.keys() <= parts:
        return "a picture or sound is of no part"
    for slot, one in media.items():
        if one.kind not in ("image", "audio") or not one.url:
            return "a picture or sound cannot be shown"
        if not one.is_worded or (one.is_decorative and (slot != STEM or not one.is_picture)):
            return "a picture or sound has no words"
    return ""
