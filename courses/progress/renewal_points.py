"""Renews what ends by credit points: hours learnt in other courses of the same skills.

A point is an hour that was credibly learnt (decision 0065). Points count from the completion on
until the days of grace after its end are over; what was renewed begins a window of its own, so no
hour renews the same thing twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone

from courses.models import (
    Course,
    CourseSkill,
    Enrolment,
    LessonCompletion,
    Programme,
    ProgrammeEnrolment,
    ProgrammeSkill,
    SessionSeat,
)
from courses.models.catalogue import CourseQuerySet
from courses.progress.completion import write_completion
from courses.progress.enrolment import lock_enrolment
from courses.progress.programmes import lock_programme_enrolment, write_programme_completion
from courses.progress.renewal import has_ended_early, is_renewable

_Completed = Enrolment | ProgrammeEnrolment
_MINUTES_A_POINT = 60


class TooFewPoints(Exception):
    """The points are not enough, the days of grace are over, or another renewal has begun."""


@dataclass(frozen=True)
class PointsWindow:
    """The time in which points count; ``end`` is the first moment that is too late."""

    begin: dt.datetime
    end: dt.datetime

    def holds(self, moment: dt.datetime) -> bool:
        return self.begin < moment < self.end


@dataclass(frozen=True)
class PointsStanding:
    """How many points are asked and collected; ``last_day`` is the last to renew by them."""

    asked: int
    collected: int
    last_day: dt.date

    @property
    def is_enough(self) -> bool:
        return self.collected >= self.asked

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.collected)


def find_points_window(
    completed_at: dt.datetime, ends_on: dt.date, grace_days: int
) -> PointsWindow:
    """Return the window of a completion: to the midnight in the country after the last day."""
    over = ends_on + dt.timedelta(days=grace_days)
    midnight = timezone.make_aware(dt.datetime.combine(over, dt.time.min))
    return PointsWindow(completed_at, midnight)


def get_points(enrolment: _Completed, *, at: dt.datetime | None = None) -> PointsStanding | None:
    """Return the standing of who may renew by points now; None: not by points, or too late."""
    at, taken = at or timezone.now(), _taken(enrolment)
    asked, ends_on = taken.renewal_points, enrolment.ends_on
    if not asked or ends_on is None or enrolment.completed_at is None:
        return None
    window = find_points_window(enrolment.completed_at, ends_on, taken.grace_days)
    is_open = window.holds(at) and is_renewable(enrolment, timezone.localdate(at))
    # What was revoked is learnt anew.
    if not is_open or has_ended_early(enrolment):
        return None
    minutes = _count_learnt_minutes(enrolment, window)
    last_day = timezone.localdate(window.end) - dt.timedelta(days=1)
    return PointsStanding(asked, minutes // _MINUTES_A_POINT, last_day)


def renew_by_points(
    enrolment: _Completed, *, language: str, at: dt.datetime | None = None
) -> _Completed:
    """Return the further enrolment, completed at once; certificates come by the one door.

    Raise `TooFewPoints`.
    """
    at = at or timezone.now()
    with transaction.atomic():
        locked = _lock(enrolment)
        standing = get_points(locked, at=at)
        if standing is None or not standing.is_enough or _find_later(locked).exists():
            raise TooFewPoints
        renewed = _begin_renewal(locked, language=language, at=at)
        if isinstance(renewed, Enrolment):
            write_completion(renewed, at=at)
        else:
            write_programme_completion(renewed, at=at)
    return renewed


def find_courses_of_points(enrolment: _Completed) -> CourseQuerySet:
    """Return the courses of which an hour is a point: others that share a skill with it."""
    is_course = isinstance(enrolment, Enrolment)
    skills: Any = CourseSkill.objects if is_course else ProgrammeSkill.objects
    taught = skills.filter(**{"course" if is_course else "programme": _taken(enrolment)})
    sharing = CourseSkill.objects.filter(skill__in=taught.values("skill"))
    courses = Course.objects.filter(pk__in=sharing.values("course"))
    if isinstance(enrolment, Enrolment):
        courses = courses.exclude(pk=enrolment.course_id)
    return courses


def _taken(enrolment: _Completed) -> Course | Programme:
    return enrolment.course if isinstance(enrolment, Enrolment) else enrolment.programme


def _lock(enrolment: _Completed) -> _Completed:
    # Of two clicks the second finds the renewal of the first.
    is_course = isinstance(enrolment, Enrolment)
    return lock_enrolment(enrolment.pk) if is_course else lock_programme_enrolment(enrolment.pk)


def _find_later(enrolment: _Completed) -> models.QuerySet[Any]:
    mine = type(enrolment).objects.filter(person=enrolment.person)
    what = "course" if isinstance(enrolment, Enrolment) else "programme"
    return mine.filter(**{what: _taken(enrolment)}, occasion__gt=enrolment.occasion)


def _begin_renewal(last: _Completed, *, language: str, at: dt.datetime) -> _Completed:
    fields: dict[str, Any] = {
        "person": last.person,
        "occasion": last.occasion + 1,
        "language": language,
        "enrolled_at": at,
        "is_by_points": True,
    }
    if isinstance(last, Enrolment):
        return Enrolment.objects.create(course=last.course, **fields)
    beyond = last.ends_on or timezone.localdate(at)
    return ProgrammeEnrolment.objects.create(
        programme=last.programme, version=last.version, counts_beyond=beyond, **fields
    )


def _count_learnt_minutes(enrolment: _Completed, window: PointsWindow) -> int:
    """Return the minutes learnt in the window in completed courses that share a skill with it."""
    done = Enrolment.objects.completed().filter(
        person=enrolment.person, course__in=find_courses_of_points(enrolment), is_by_points=False
    )
    within = {"gt": window.begin, "lt": window.end}
    lessons = LessonCompletion.objects.filter(
        enrolment__in=done, **{f"completed_at__{name}": one for name, one in within.items()}
    )
    seats = SessionSeat.objects.filter(
        person=enrolment.person,
        session__course__in=done.values("course"),
        **{f"session__ends_at__{name}": one for name, one in within.items()},
    )
    read = lessons.aggregate(total=Sum("credited_minutes"))["total"] or 0
    return read + (seats.aggregate(total=Sum("minutes"))["total"] or 0)
