"""Picks the name in the reader's language from a mapping of names by language."""

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
