"""Writes and reads the search text of courses: tokens, so that Burmese is found without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from courses.models import Course, Lesson, Module
from people.text.names import index_text, query_phrases

_TEXT_SEPARATOR = " | "  # no phrase runs from one text into the next
_BURMESE_TOKEN = re.compile(r"m\d+")


def refresh_search_text(course: Course) -> None:
    """Index titles, summaries, modules, lessons and skills in all their languages."""
    texts = _TEXT_SEPARATOR.join(
        dict.fromkeys(index_text(text) for text in _searchable_texts(course))
    )
    course.search_text = f" {texts} "
    Course.objects.filter(pk=course.pk).update(search_text=course.search_text)


def _searchable_texts(course: Course) -> Iterable[str]:
    modules = Module.objects.filter(course=course, is_live=True)
    lessons = Lesson.objects.live().filter(module__course=course).order_by("pk")
    yield from course.titles.values()
    yield from course.summaries.values()
    for names in course.skills.order_by("code").values_list("names", flat=True):
        yield from names.values()
    for titles in [
        *modules.values_list("titles", flat=True),
        *lessons.values_list("titles", flat=True),
    ]:
        yield from titles.values()


def search_courses(courses: QuerySet[Course], words: str) -> QuerySet[Course]:
    """Courses with every phrase of the words, else with every syllable of them."""
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
    """Whole syllables for Burmese; a Latin word may be the beginning of a longer one."""
    last = phrase.rsplit(" ", 1)[-1]
    return f" {phrase} " if _BURMESE_TOKEN.fullmatch(last) else f" {phrase}"
