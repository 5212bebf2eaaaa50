"""Registers the formatting of the reader's language as filters, and the switch of languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from people.text import formatting, languages

register = template.Library()

register.filter("digits", formatting.digits)
register.filter("number", formatting.number)
register.filter("join_words", formatting.join_words)
register.filter("percent", formatting.percent)
register.filter("round_percent", formatting.round_percent)
register.filter("official_date", formatting.official_date)
register.filter("month_name", formatting.month_name)
register.filter("day_before", formatting.day_before)
register.filter("official_datetime", formatting.official_datetime)
register.filter("lang_name", formatting.lang_name)
register.filter("text_language", languages.text_language)
register.filter("mark_latin", languages.mark_latin)
register.filter("file_size", formatting.file_size)
register.filter("duration", formatting.duration)


@register.filter
def in_language(names: Mapping[str, str] | None, language: str | None = None) -> str:
    """Return the text of a ``names`` mapping in the language, by default the active one."""
    return languages.in_language(names or {}, language)


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the switch; without an address the choice is posted to set the cookie."""

    code: str
    name: str
    is_current: bool
    url: str


@register.simple_tag
def language_choices(request: HttpRequest) -> list[LanguageChoice]:
    """Return the offered languages, each with the address of this same page in it."""
    current = get_language()
    codes = list(dict.fromkeys([*settings.OFFERED_LANGUAGES, current]))
    return [
        LanguageChoice(
            code, formatting.lang_name(code), code == current, url_in_language(request, code)
        )
        for code in codes
        if code
    ]


def url_in_language(request: HttpRequest, code: str) -> str:
    """Return the request's address under another language prefix, ``""`` if it has none."""
    _slash, first, *rest = request.path.split("/", 2)
    if first not in dict(settings.LANGUAGES) or not rest:
        return ""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"/{code}/{rest[0]}{query}"
