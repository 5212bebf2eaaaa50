"""Measures how many who have a seat come, and how many who come pass."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.models import ClassSession, CourseSkill, Enrolment, SessionSeat
from people.models import Agency
from plan.models import Skill

_MEASURED_FOR = dt.timedelta(days=365)
_FEWEST_SEATS = 20  # a share of fewer says nothing
_ASSUMED_ATTENDANCE, _ASSUMED_PASSING = 80, 70
_WHOLE = 100  # percent


@dataclass(frozen=True)
class SeatRates:
    """Shares in percent with what they were measured on; too few seats: they are assumed."""

    attendance: int
    passing: int
    seats: int
    attended: int
    passed: int

    @property
    def is_measured(self) -> bool:
        return self.seats >= _FEWEST_SEATS and self.attended > 0


def measure_seat_rates(unit: Agency, skill: Skill, *, day: dt.date) -> SeatRates:
    """Return the shares of finished sessions of a year, in the unit and below: one query."""
    counts = _list_seats(unit, skill, day).aggregate(
        seats=Count("pk"),
        attended=Count("pk", filter=Q(minutes__gt=0)),
        passed=Count("pk", filter=Q(minutes__gt=0, has_completed=True)),
    )
    rates = SeatRates(_ASSUMED_ATTENDANCE, _ASSUMED_PASSING, **counts)
    if not rates.is_measured:
        return rates
    attendance = _WHOLE * rates.attended // rates.seats
    return SeatRates(attendance, _WHOLE * rates.passed // rates.attended, **counts)


def _list_seats(unit: Agency, skill: Skill, day: dt.date) -> QuerySet[SessionSeat]:
    teaching = CourseSkill.objects.filter(skill=skill)
    sessions = ClassSession.objects.filter(
        course__in=teaching.values("course"),
        agency__path__startswith=unit.path,
        state=ClassSession.State.FINISHED,
        ends_at__date__gt=day - _MEASURED_FOR,
        ends_at__date__lte=day,
    )
    completed = Enrolment.objects.completed().filter(
        person=OuterRef("person"),
        course=OuterRef("session__course"),
        completed_at__gte=OuterRef("session__begins_at"),
    )
    seats = SessionSeat.objects.seated().filter(session__in=sessions)
    return seats.annotate(has_completed=Exists(completed))
