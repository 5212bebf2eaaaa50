"""Knows the languages that a phrase of a text may be marked as."""

from __future__ import annotations

from django.conf import settings

LANGUAGE_FEATURE = "phrase-language"


def is_phrase_language(code: str) -> bool:
    """Return whether phrases may be marked with the code, or whole texts are."""
    return any(code == known for known, _name in settings.PHRASE_LANGUAGES)
