"""Picks the name in the reader's language from a mapping of names by language, and makes such."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation

FALLBACK_LANGUAGES: tuple[str, ...] = tuple(settings.CONTENT_LANGUAGES)


def in_language(names: Mapping[str, str], language: str | None = None) -> str:
    """Return the name in the language, else in the first fallback that has one, else ``""``."""
    language = language or translation.get_language() or FALLBACK_LANGUAGES[0]
    for code in (language, *FALLBACK_LANGUAGES):
        if names.get(code):
            return names[code]
    return ""


def in_all_languages(words: object) -> dict[str, str]:
    """Return what is to be kept of words that read themselves in the active language."""
    named = {}
    for code in settings.CONTENT_LANGUAGES:
        with translation.override(code):
            named[code] = str(words)
    return named


def text_language(text: str) -> str:
    """Return the language that a text of one language is written in, by its letters."""
    return "my" if any("\u1000" <= letter <= "\u109f" for letter in text) else "en"
