"""Finds courses by their search text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import add, and_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from courses.models import Course, LessonText, Programme
from people.text.syllables import query_phrases, query_words

_MOST_SUGGESTIONS = 3
_BURMESE_TOKEN = re.compile(r"m\d+")  # what `index_text` writes for a Burmese syllable


def search_courses(courses: QuerySet[Course], words: str) -> QuerySet[Course]:
    """Return courses with every phrase typed, else with every word of the phrases.

    What is said of a course or in one of its lessons must hold all; the former comes first.
    No words find all courses; words without a letter find none.
    """
    phrases = query_phrases(words)
    if not phrases:
        return courses if not words.strip() else courses.none()
    found = _find_courses(courses, phrases)
    return found if found.exists() else _find_courses(courses, query_words(words))


def search_programmes(programmes: QuerySet[Programme], words: str) -> QuerySet[Programme]:
    """Return programmes of which every phrase typed is said; no words find all of them."""
    phrases = query_phrases(words)
    if not phrases:
        return programmes if not words.strip() else programmes.none()
    return programmes.filter(_match_all_phrases(phrases))


def suggest_courses(courses: QuerySet[Course], words: str) -> QuerySet[Course]:
    """Return a few courses that have at least half of the syllables, the most alike first."""
    tokens = {*" ".join(query_phrases(words)).split()}
    if not tokens:
        return courses.none()
    has = [Case(When(_match_all_phrases([one]), then=1), default=0) for one in sorted(tokens)]
    alike = courses.annotate(shared=reduce(add, has, Value(0)))
    enough = alike.filter(shared__gte=-(-len(tokens) // 2))
    return enough.order_by("-shared", "-published_at", "pk")[:_MOST_SUGGESTIONS]


def _find_courses(courses: QuerySet[Course], phrases: list[str]) -> QuerySet[Course]:
    is_named = _match_all_phrases(phrases)
    lessons = LessonText.objects.filter(
        lesson__module__course=OuterRef("pk"), lesson__is_live=True, lesson__module__is_live=True
    )
    found = courses.filter(is_named | Q(Exists(lessons.filter(is_named))))
    ranked = found.alias(rank=Case(When(is_named, then=0), default=1))
    return ranked.order_by("rank", *courses.query.order_by)


def _match_all_phrases(phrases: Iterable[str]) -> Q:
    """Return the condition on the search text, of courses and of lessons alike."""
    return reduce(and_, (Q(search_text__contains=_bound_phrase(phrase)) for phrase in phrases))


def _bound_phrase(phrase: str) -> str:
    """Return the phrase with the spaces that bound its tokens in the search text."""
    # A Burmese syllable is found whole; a Latin word may be the beginning of a longer one.
    last = phrase.rsplit(" ", 1)[-1]
    return f" {phrase} " if _BURMESE_TOKEN.fullmatch(last) else f" {phrase}"
