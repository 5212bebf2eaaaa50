"""Keeps when lessons are opened, and measures who did them faster than they can be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery

from courses.models import Enrolment, Lesson, LessonCompletion, LessonOpening

# A fifth of the minutes that the author estimates: a fast reader needs about half of them, so
# whoever needs less than this has not read.
_LEAST_SHARE_PERCENT = 20
# From this share of hurried lessons on, a completion is marked for the registrar.
HURRIED_MARK_PERCENT = 50


def record_opening(enrolment_id: int, lesson_id: int, *, at: dt.datetime) -> None:
    """Record the first opening of the lesson; a later one changes nothing."""
    opening = LessonOpening(enrolment_id=enrolment_id, lesson_id=lesson_id, opened_at=at)
    LessonOpening.objects.bulk_create([opening], ignore_conflicts=True)


@dataclass(frozen=True)
class ReadingTime:
    """When a lesson was first opened, and from when on it was the only one that was read."""

    opened_at: dt.datetime
    begun_at: dt.datetime


def find_reading_time(enrolment: Enrolment, lesson: Lesson, *, at: dt.datetime) -> ReadingTime:
    """Return when reading began of a lesson done ``at``, which it is if it was never opened."""
    openings = LessonOpening.objects.filter(enrolment=OuterRef("pk"), lesson=lesson)
    # In one query: each completed lesson asks this, on phones all day long.
    [(opened, before)] = Enrolment.objects.filter(pk=enrolment.pk).values_list(
        Subquery(openings.values("opened_at")[:1]), Max("lesson_completions__completed_at")
    )
    # Opened before openings were kept: the enrolment still says so of the lesson last seen.
    if opened is None and enrolment.last_lesson_id == lesson.pk:
        opened = enrolment.last_seen_at
    opened = min(opened, at) if opened else at
    # As in `measure_haste`: of lessons opened together each has its own time.
    return ReadingTime(opened, max(opened, min(before or enrolment.enrolled_at, at)))


def least_seconds(lesson: Lesson) -> int:
    return lesson.minutes * 60 * _LEAST_SHARE_PERCENT // 100


def credit_minutes(lesson: Lesson, reading: ReadingTime, *, at: dt.datetime) -> int:
    """Return the minutes that count as learning hours; none for a lesson done in haste."""
    is_hurried = (at - reading.begun_at).total_seconds() < least_seconds(lesson)
    return 0 if is_hurried else lesson.minutes


def measure_haste(enrolment: Enrolment) -> int | None:
    """Return the percentage of lessons done in less than their least time; None: not known."""
    done = LessonCompletion.objects.filter(enrolment=enrolment).exclude(opened_at=None)
    rows = list(done.order_by("completed_at", "pk"))
    hurried, before = 0, enrolment.enrolled_at
    for row in rows:
        # Nobody reads two lessons at once: all opened together and waited for once is haste too.
        begun = max(row.opened_at or before, before)
        hurried += (row.completed_at - begun).total_seconds() < (row.least_seconds or 0)
        before = row.completed_at
    return hurried * 100 // len(rows) if rows else None
