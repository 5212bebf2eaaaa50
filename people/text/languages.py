"""Picks the name in the reader's language from a mapping of names by language, and makes such."""

import re
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

FALLBACK_LANGUAGES: tuple[str, ...] = tuple(settings.CONTENT_LANGUAGES)

_LETTER = "A-Za-z\u00c0-\u024f"
_WORD = f"[{_LETTER}](?:[{_LETTER}0-9'’&./:_+@#-]*[{_LETTER}0-9])?"
_LATIN_WORDS = re.compile(f"{_WORD}(?: (?:{_WORD}|[0-9]+\\b))*")


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


def mark_latin(text: str | None, language: str | None = None) -> SafeString:
    """Return plain text as HTML, with Latin words in another script marked as English.

    A voice reads them so, and a font has them. Where a language is written in Latin letters
    nothing tells a word of another one.
    """
    code = language or translation.get_language() or FALLBACK_LANGUAGES[0]
    marked = escape(text or "") if _is_latin(code) else "".join(_mark_words(text or ""))
    return mark_safe(marked)  # noqa: S308  # each piece is escaped


def _is_latin(code: str) -> bool:
    return text_language(translation.get_language_info(code)["name_local"]) == "en"


def _mark_words(text: str) -> Iterator[str]:
    end = 0
    for found in _LATIN_WORDS.finditer(text):
        # One letter names an answer or a variable, and is of no language.
        if sum(one.isalpha() for one in found[0]) > 1:
            yield escape(text[end : found.start()])
            yield format_html('<span lang="en">{}</span>', found[0])
            end = found.end()
    yield escape(text[end:])
