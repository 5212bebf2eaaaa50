"""Picks the name in the reader's language from a mapping of names by language."""

from collections.abc import Mapping

from django.utils import translation

FALLBACK_LANGUAGES = ("my", "en")


def in_language(names: Mapping[str, str], language: str | None = None) -> str:
    """Return the name in the language, else in Burmese, else in English, else ``""``."""
    language = language or translation.get_language() or FALLBACK_LANGUAGES[0]
    for code in (language, *FALLBACK_LANGUAGES):
        if names.get(code):
            return names[code]
    return ""
