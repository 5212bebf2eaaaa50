"""Reads which version of a lesson a reader is shown, and what it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from courses.models import Course, Enrolment, Lesson, LessonCompletion, LessonVersion
from people.languages import FALLBACKS
from people.models import Person


def shown_versions(language: str) -> QuerySet[LessonVersion]:
    """Versions of published languages, best first: the reader's, Burmese, English, the rest."""
    published = Q()
    for code, _name in settings.LANGUAGES:
        published |= Q(language=code, lesson__titles__has_key=code)
    wanted = dict.fromkeys([language, *FALLBACKS])
    cases = [When(language=code, then=Value(place)) for place, code in enumerate(wanted)]
    preference = Case(*cases, default=Value(len(cases)), output_field=IntegerField())
    return LessonVersion.objects.filter(published).order_by(preference, "language", "-number")


@dataclass(frozen=True)
class Shown:
    """A lesson as shown to a reader, and the reader's enrolment with its last place, if any."""

    version: LessonVersion
    enrolment_id: int | None
    last_lesson_id: int | None


def find_shown(
    course: str, module: str, lesson: str, *, language: str, person: Person | None = None
) -> Shown | None:
    """What to show at an address, in one query."""
    versions = shown_versions(language).filter(
        lesson__slug=lesson,
        lesson__is_live=True,
        lesson__module__slug=module,
        lesson__module__is_live=True,
        lesson__module__course__slug=course,
        lesson__module__course__is_live=True,
    )
    mine = Enrolment.objects.filter(
        person=person, course=OuterRef("lesson__module__course"), withdrawn_at=None
    ).newest_first()
    found = (
        versions.annotate(
            enrolment_id=Subquery(mine.values("pk")[:1]),
            last_lesson_id=Subquery(mine.values("last_lesson")[:1]),
        )
        .select_related("lesson__module__course")
        .first()
    )
    return Shown(found, found.enrolment_id, found.last_lesson_id) if found else None


def lessons_around(shown: Shown) -> list[Lesson]:
    """All lessons of the course in order, each with ``done`` of the enrolment."""
    done = LessonCompletion.objects.filter(lesson=OuterRef("pk"), enrolment=shown.enrolment_id)
    lessons = Lesson.objects.live().filter(module__course=shown.version.lesson.module.course_id)
    return list(
        lessons.annotate(done=Exists(done))
        .select_related("module__course")
        .order_by("module__position", "module", "position", "pk")
    )


def weights_of(course: Course, language: str) -> dict[int, int]:
    """Bytes on the wire of each lesson as the reader would get it; one query."""
    shown = shown_versions(language).filter(lesson=OuterRef("pk"))
    lessons = Lesson.objects.live().filter(module__course=course)
    weighed = lessons.annotate(weight=Subquery(shown.values("wire_bytes")[:1])).order_by()
    return dict(weighed.filter(weight__isnull=False).values_list("pk", "weight"))
