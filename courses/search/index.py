"""Writes the search text of courses: tokens, so that Burmese is found without spaces."""

from __future__ import annotations

from collections.abc import Iterable

from courses.models import Course, Lesson, Module
from people.text.syllables import index_text

_TEXT_SEPARATOR = " | "  # no phrase runs from one text into the next


def refresh_search_text(course: Course) -> None:
    """Index titles, summaries, modules, lessons and skills in all their languages."""
    texts = _TEXT_SEPARATOR.join(
        dict.fromkeys(index_text(text) for text in _searchable_texts(course))
    )
    course.search_text = f" {texts} "  # `queries` searches tokens with their spaces
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
