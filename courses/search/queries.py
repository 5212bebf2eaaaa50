"""Finds courses by their search text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from courses.models import Course
from people.text.syllables import query_phrases

_BURMESE_TOKEN = re.compile(r"m\d+")  # what `index_text` writes for a Burmese syllable


def search_courses(courses: QuerySet[Course], words: str) -> QuerySet[Course]:
    """Return courses with every phrase of the words, else with every syllable of them.

    No words find all courses; words without a letter find none.
    """
    phrases = query_phrases(words)
    if not phrases:
        return courses if not words.strip() else courses.none()
    found = courses.filter(_match_all_phrases(phrases))
    if found.exists():
        return found
    return courses.filter(_match_all_phrases(" ".join(phrases).split()))


def _match_all_phrases(phrases: Iterable[str]) -> Q:
    return reduce(and_, (Q(search_text__contains=_bound_phrase(phrase)) for phrase in phrases))


def _bound_phrase(phrase: str) -> str:
    """Return the phrase with the spaces that bound its tokens in the search text."""
    # A Burmese syllable is found whole; a Latin word may be the beginning of a longer one.
    last = phrase.rsplit(" ", 1)[-1]
    return f" {phrase} " if _BURMESE_TOKEN.fullmatch(last) else f" {phrase}"
