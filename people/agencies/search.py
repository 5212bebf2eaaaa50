"""Finds agencies by what somebody calls them: the code, or words of the name."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from people.models import Agency
from people.text import clean
from people.text.zawgyi import to_unicode

_LONGEST_NAME, _MOST_WORDS = 200, 10  # each word is a condition of the query


def search_agencies(agencies: QuerySet[Agency], text: str) -> QuerySet[Agency]:
    """Return the one agency with the code, else all whose name in one language has every word."""
    text = clean(to_unicode(text[:_LONGEST_NAME]))
    if not text:
        return agencies.none()
    by_code = agencies.filter(code__iexact=text)
    if by_code.exists():
        return by_code
    words = text.split()[:_MOST_WORDS]
    return agencies.filter(_match_words("my", words) | _match_words("en", words))


def is_called(agency: Agency, text: str) -> bool:
    """Return whether the text is the code or the whole name of the agency, and not words of it."""
    text = clean(to_unicode(text)).casefold()
    return text in {one.casefold() for one in (agency.code, *agency.names.values())}


def _match_words(language: str, words: list[str]) -> Q:
    matched = Q()
    for word in words:
        matched &= Q(**{f"names__{language}__icontains": word})
    return matched
