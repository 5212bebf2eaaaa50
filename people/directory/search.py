"""Finds people by what somebody calls them: words of their names, or part of a staff number."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from people.text.names import strip_all_honorifics, strip_last_honorific
from people.text.spelling import BURMESE_LETTER, clean, fold
from people.text.syllables import LONGEST_QUERY, split_syllables
from people.text.zawgyi import to_unicode

_RowT = TypeVar("_RowT", bound=Model)

_MOST_TERMS = 10  # each is a condition of the query


def search_people(rows: QuerySet[_RowT], words: str, *, path: str = "") -> QuerySet[_RowT]:
    """Return the rows whose person, at the end of the path, is called so.

    A Burmese word that names nobody is taken for several that were written without spaces, in
    another order. No words find all rows.
    """
    found = rows.filter(match_people(words, path=path))
    terms = list_terms(words)
    syllables = [syllable for term in terms for syllable in _split_burmese(term)]
    if syllables == terms or found.exists():
        return found
    return rows.filter(_match_all(syllables[: 2 * _MOST_TERMS], path))


def match_people(words: str, *, path: str = "") -> Q:
    """Return the condition that a person has every word in their names or staff number.

    In any order, script and encoding, with honorific or without. Phones are no part of it: who
    may search people may not always read their phones.
    """
    return _match_all(list_terms(words), path)


def list_terms(words: str) -> list[str]:
    """Return what the key of each person found must hold."""
    text = clean(to_unicode(words[:LONGEST_QUERY]))
    # An honorific is no part of the names on record, and one that stands alone may be a name.
    return fold(strip_last_honorific(strip_all_honorifics(text))).split()[:_MOST_TERMS]


def _match_all(terms: Iterable[str], path: str) -> Q:
    return reduce(and_, (Q(**{f"{path}search_key__contains": term}) for term in terms), Q())


def _split_burmese(term: str) -> list[str]:
    return split_syllables(term) if BURMESE_LETTER.search(term) else [term]
