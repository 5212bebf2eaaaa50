"""Writes the search text of courses and lessons: tokens that find Burmese without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from courses.models import Course, Lesson, LessonText, LessonVersion, Module, Programme
from people.text.syllables import index_text

_TEXT_SEPARATOR = " | "  # no phrase runs from one text into the next
# Tags inside a word, and those between two.
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|small|span|strong|sub|sup|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def refresh_search_text(course: Course) -> None:
    """Index titles, summaries, modules, lessons, skills, levels and agency in all languages."""
    course.search_text = _join_texts(_searchable_texts(course))
    Course.objects.filter(pk=course.pk).update(search_text=course.search_text)


def refresh_programme_text(programme: Programme) -> None:
    """Index titles, summaries, skills and agency of a programme in all languages."""
    programme.search_text = _join_texts(_describe_programme(programme))
    Programme.objects.filter(pk=programme.pk).update(search_text=programme.search_text)


def _join_texts(texts: Iterable[str]) -> str:
    joined = _TEXT_SEPARATOR.join(dict.fromkeys(index_text(text) for text in texts))
    return f" {joined} "  # `queries` searches tokens with their spaces


def refresh_lesson_text(version: LessonVersion) -> None:
    """Index title and words of the version, which is read from now on in its language."""
    words = unescape(_TAG.sub(" ", _INLINE_TAG.sub("", version.html)))
    texts = _TEXT_SEPARATOR.join(index_text(text) for text in (version.title, words))
    LessonText.objects.update_or_create(
        lesson=version.lesson,
        language=version.language,
        defaults={"search_text": f" {texts} "},
    )


def forget_lesson_text(lesson: Lesson, language: str) -> None:
    """Take the lesson's words in the language out of the index."""
    LessonText.objects.filter(lesson=lesson, language=language).delete()


def _searchable_texts(course: Course) -> Iterable[str]:
    modules = Module.objects.filter(course=course, is_live=True)
    lessons = Lesson.objects.live().filter(module__course=course).order_by("pk")
    yield from course.titles.values()
    yield from course.summaries.values()
    yield from course.agency.names.values()
    for taught in course.course_skills.select_related("skill__framework").order_by("skill__code"):
        yield from taught.skill.names.values()
        yield from taught.skill.framework.names.values()
        yield taught.skill.code
        levels = taught.skill.framework.levels.filter(number=taught.level)
        for names in levels.values_list("names", flat=True):
            yield from names.values()
    for titles in [
        *modules.values_list("titles", flat=True),
        *lessons.values_list("titles", flat=True),
    ]:
        yield from titles.values()


def _describe_programme(programme: Programme) -> Iterable[str]:
    yield from programme.titles.values()
    yield from programme.summaries.values()
    yield from programme.agency.names.values()
    for proved in programme.programme_skills.select_related("skill").order_by("skill__code"):
        yield from proved.skill.names.values()
        yield proved.skill.code
