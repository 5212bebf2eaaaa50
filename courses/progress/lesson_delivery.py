"""Reads which version of a lesson a reader is shown, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Value

from courses.models import Enrolment, Lesson, LessonCompletion, LessonVersion
from people.models import Person
from people.text.languages import FALLBACK_LANGUAGES


@dataclass(frozen=True)
class Shown:
    """A lesson as shown to a reader, all lessons of its course, and the reader's enrolment."""

    version: LessonVersion
    lessons: list[Lesson]
    enrolment: Enrolment | None


def find_shown(
    course: str, module: str, lesson: str, *, language: str, person: Person | None = None
) -> Shown | None:
    """What to show at an address: two queries, three for a person."""
    mine = enrolment_at(course, person) if person else None
    lessons = lessons_at(course, mine)
    found = next((one for one in lessons if (one.module.slug, one.slug) == (module, lesson)), None)
    version = newest_version(found, language) if found else None
    return Shown(version, lessons, mine) if version else None


def enrolment_at(course: str, person: Person) -> Enrolment | None:
    mine = Enrolment.objects.filter(person=person, course__slug=course, course__is_live=True)
    return mine.filter(withdrawn_at=None).newest_first().first()


def lessons_at(course: str, enrolment: Enrolment | None) -> list[Lesson]:
    """All lessons of the live course in order, each with ``done`` of the enrolment."""
    done = LessonCompletion.objects.filter(lesson=OuterRef("pk"), enrolment=enrolment)
    lessons = Lesson.objects.live().filter(
        module__course__slug=course, module__course__is_live=True
    )
    return list(
        lessons.annotate(done=Exists(done) if enrolment else Value(False))
        .select_related("module__course")
        .defer("module__course__search_text")
        .order_by("module__position", "module", "position", "pk")
    )


def newest_version(lesson: Lesson, language: str) -> LessonVersion | None:
    shown = language_shown(lesson, language)
    versions = LessonVersion.objects.filter(lesson=lesson.pk, language=shown)
    version = versions.order_by("-number").first()
    if version:
        version.lesson = lesson
    return version


def language_shown(lesson: Lesson, language: str) -> str | None:
    """Of the published languages: the reader's, else Burmese, else English, else any."""
    wanted = (language, *FALLBACK_LANGUAGES, *sorted(lesson.titles))
    return next((code for code in wanted if code in lesson.titles), None)


def weight_of(lessons: Iterable[Lesson], language: str) -> int:
    """Bytes on the wire of the lessons as the reader would get them; one query."""
    shown = {lesson.pk: language_shown(lesson, language) for lesson in lessons}
    versions = LessonVersion.objects.filter(lesson__in=shown).order_by("number")
    sizes = versions.values_list("lesson", "language", "wire_bytes")
    newest = {pk: size for pk, code, size in sizes if shown[pk] == code}
    return sum(newest.values())
