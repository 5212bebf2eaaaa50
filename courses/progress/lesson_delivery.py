"""Reads which version of a lesson a reader is shown, and its size on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from courses.models import (
    Course,
    Enrolment,
    Lesson,
    LessonCompletion,
    LessonFile,
    LessonVersion,
    LessonVersionFile,
)
from people.models import Person
from people.text.languages import FALLBACK_LANGUAGES

# What the page has around the text, compressed and without what browsers keep.
_PAGE_FRAME_BYTES = 2_000
_PLAYED_KINDS = {"video", "captions", "audio"}  # which no browser loads before


@dataclass(frozen=True)
class DataSize:
    """Bytes on the wire: ``read`` with text and pictures, ``played`` on top with what plays."""

    read: int
    played: int

    @property
    def total(self) -> int:
        return self.read + self.played


@dataclass(frozen=True)
class LessonView:
    """Holds a lesson as shown to a reader, the lessons of its course and the enrolment.

    Each of ``lessons`` has ``done``: whether the enrolment has completed it.
    """

    version: LessonVersion
    lessons: list[Lesson]
    enrolment: Enrolment | None


def resolve_lesson(
    course: str, module: str, lesson: str, *, language: str, person: Person | None = None
) -> LessonView | None:
    """Return what to show at the address, or None: two queries, three for a person."""
    mine = _find_enrolment(course, person) if person else None
    lessons = _list_course_lessons(course, mine)
    found = next((one for one in lessons if (one.module.slug, one.slug) == (module, lesson)), None)
    version = _find_newest_lesson_version(found, language) if found else None
    return LessonView(version, lessons, mine) if version else None


def _find_enrolment(course: str, person: Person) -> Enrolment | None:
    mine = Enrolment.objects.filter(person=person, course__slug=course, course__is_live=True)
    return mine.filter(withdrawn_at=None).newest_first().first()


def _list_course_lessons(course: str, enrolment: Enrolment | None) -> list[Lesson]:
    """Return the published lessons of the course in order, each with ``done``."""
    done = LessonCompletion.objects.filter(lesson=OuterRef("pk"), enrolment=enrolment)
    lessons = Lesson.objects.live().filter(
        module__course__slug=course, module__course__is_live=True
    )
    return list(
        lessons.annotate(done=Exists(done) if enrolment else Value(False))
        .select_related("module__course")
        # No page of a lesson shows these, and the first is the longest column.
        .defer("module__course__search_text", "module__course__languages")
        # Not "module": that stands for the order which modules have among themselves.
        .order_by("module__position", "module_id", "position", "pk")
    )


def _find_newest_lesson_version(lesson: Lesson, language: str) -> LessonVersion | None:
    shown = resolve_language(lesson, language)
    versions = LessonVersion.objects.filter(lesson=lesson.pk, language=shown)
    version = versions.order_by("-number").first()
    if version:
        version.lesson = lesson  # already read with its module and course: saves a query
    return version


def resolve_language(lesson: Lesson, language: str) -> str | None:
    """Return the reader's language if published in it, else Burmese, English or any."""
    wanted = (language, *FALLBACK_LANGUAGES, *sorted(lesson.titles))
    return next((code for code in wanted if code in lesson.titles), None)


def find_shown_file(digest: str, name: str) -> LessonFile | None:
    """Return the file if a lesson or course that anybody can open shows it: one query or two."""
    # Of every version and not only of the newest: a reader may be in the middle of a video when
    # the lesson is published anew.
    shown = LessonVersionFile.objects.live().filter(file__digest=digest, file__name=name)
    shown = shown.select_related("file", "version__lesson")
    rows = shown.only("file", "version__language", "version__lesson__titles")
    found = (row.file for row in rows if row.version.language in row.version.lesson.titles)
    return next(found, None) or _find_course_picture(digest, name)


def _find_course_picture(digest: str, name: str) -> LessonFile | None:
    shown = Q(picture=OuterRef("pk")) | Q(preview=OuterRef("pk"))
    pictures = LessonFile.objects.filter(Exists(Course.objects.live().filter(shown)))
    return pictures.filter(digest=digest, name=name).first()


def measure_version(version: LessonVersion) -> DataSize:
    """Return what the reader of the version loads."""
    return _measure(version.wire_bytes, version.media)


def _measure(wire_bytes: int, media: Iterable[Mapping[str, Any]]) -> DataSize:
    played = sum(one["bytes"] for one in media if one.get("kind") in _PLAYED_KINDS)
    return DataSize(wire_bytes - played + _PAGE_FRAME_BYTES, played)


def measure_lessons(lessons: Iterable[Lesson], language: str) -> DataSize:
    """Return what the reader of the lessons loads, in the languages shown; one query."""
    shown = {lesson.pk: resolve_language(lesson, language) for lesson in lessons}
    versions = LessonVersion.objects.filter(lesson__in=shown).order_by("number")
    rows = versions.values_list("lesson", "language", "wire_bytes", "media")
    # They come by rising number, so the newest version of a lesson is written last.
    newest = {
        lesson: _measure(wire_bytes, media)
        for lesson, written_in, wire_bytes, media in rows
        if shown[lesson] == written_in
    }
    sizes = newest.values()
    return DataSize(sum(one.read for one in sizes), sum(one.played for one in sizes))
