"""Picks the words of a small noun (`names` JSON by language) for a reader."""

from collections.abc import Mapping

from django.utils import translation

FALLBACK_LANGUAGES = ("my", "en")


def in_language(names: Mapping[str, str], language: str | None = None) -> str:
    """The name in the language, else in Burmese, else in English, else ``""``."""
    language = language or translation.get_language() or FALLBACK_LANGUAGES[0]
    for code in (language, *FALLBACK_LANGUAGES):
        if names.get(code):
            return names[code]
    return ""
