"""Gathers what of a course leaves as a file: its lessons as they are published now."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from courses.models import Course, ExportFormat, Lesson, LessonVersion, Module
from courses.progress.lesson_delivery import resolve_language
from people.text.languages import in_language

# Another way of making the files is another number: what was made before is made anew.
_MAKER = 1


class NothingToExport(Exception):
    """The course, or the lesson, is not published."""


@dataclass(frozen=True)
class ExportContents:
    """The published lessons of a course in one language, or one of them, in their order.

    A lesson that is not in the language is in the one that its readers are shown.
    """

    course: Course
    lesson: Lesson | None
    language: str
    versions: list[LessonVersion]

    @property
    def title(self) -> str:
        titles = self.lesson.titles if self.lesson else self.course.titles
        return in_language(titles, self.language)

    @property
    def summary(self) -> str:
        return in_language(self.course.summaries, self.language)

    @property
    def publisher(self) -> str:
        with translation.override(self.language):
            return str(self.course.agency.name)

    @property
    def address(self) -> str:
        """Return where the course is on the site, in the language of the file."""
        with translation.override(self.language):
            path = reverse("courses:course", args=[self.course.slug])
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    @property
    def identifier(self) -> str:
        """Return what stays the same when the course is published anew."""
        about = self.lesson or self.course
        return str(uuid.uuid5(about.key, self.language))

    @property
    def changed_at(self) -> dt.datetime:
        return max(version.published_at for version in self.versions)

    def list_modules(self) -> Iterator[tuple[Module, list[tuple[int, LessonVersion]]]]:
        """Yield each module with its lessons and their numbers in the file."""
        numbered = enumerate(self.versions, start=1)
        for module, found in groupby(numbered, key=lambda one: one[1].lesson.module):
            yield module, list(found)

    def compute_digest(self, format_: ExportFormat, *, has_media: bool) -> str:
        """Return the digest of what goes in: of equal ones the files are equal."""
        facts = [
            _MAKER,
            settings.SITE_URL,
            format_,
            has_media,
            self.language,
            self.identifier,
            self.course.slug,
            self.title,
            self.summary,
            self.publisher,
            [self._describe_version(version) for version in self.versions],
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    def _describe_version(self, version: LessonVersion) -> list[str]:
        module = version.lesson.module
        title = in_language(module.titles, self.language)
        return [title, module.slug, version.lesson.slug, version.language, version.digest]


def gather_contents(
    course: Course, language: str, *, lesson: Lesson | None = None
) -> ExportContents:
    """Return what is published, without its texts; three queries. Raise `NothingToExport`."""
    lessons = Lesson.objects.live().filter(module__course=course, module__course__is_live=True)
    if lesson:
        lessons = lessons.filter(pk=lesson.pk)
    versions = _list_newest(lessons, language)
    if not versions:
        raise NothingToExport
    return ExportContents(course, lesson, language, versions)


def _list_newest(lessons: QuerySet[Lesson], language: str) -> list[LessonVersion]:
    # Not "module": that stands for the order which modules have among themselves.
    order = ("module__position", "module_id", "position", "pk")
    rows = list(lessons.select_related("module__course").order_by(*order))
    shown = {lesson.pk: resolve_language(lesson, language) for lesson in rows}
    numbers = LessonVersion.objects.filter(lesson__in=shown).order_by("number")
    # By rising number, so that the newest of a language is written last.
    newest = {
        lesson: pk
        for lesson, code, pk in numbers.values_list("lesson", "language", "pk")
        if shown[lesson] == code
    }
    versions = LessonVersion.objects.defer("html", "media").in_bulk(list(newest.values()))
    found = [versions[newest[row.pk]] for row in rows if row.pk in newest]
    lessons_by_id = {row.pk: row for row in rows}
    for version in found:
        version.lesson = lessons_by_id[version.lesson_id]
    return found
