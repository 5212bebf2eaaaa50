"""Counts the seats that are still to come for a target: planned or opened, in time or too late."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from courses.models import ClassSession, CourseSkill
from plan.models import CapacityPlan, CapacityQuarter
from reporting.figures.targets import AskedTarget

_MONTHS_A_QUARTER = 3
_Quarter = tuple[int, int]  # year and number
_Place = tuple[str, _Quarter]  # path of a plan's agency, empty beside all plans


@dataclass(frozen=True)
class PlannedQuarter:
    """Seats that the plan of an agency has for a quarter."""

    path: str
    quarter: _Quarter
    seats: int


@dataclass(frozen=True)
class SessionSeats:
    """Seats of a session of an agency that is open or over."""

    path: str
    begins_on: dt.date
    ends_on: dt.date
    seats: int
    is_open: bool


@dataclass(frozen=True)
class SeatsAhead:
    """Seats until a day, those of them in sessions that are open already, and those after it."""

    in_time: int
    opened: int
    too_late: int


def count_seats_ahead(target: AskedTarget, *, day: dt.date, due_on: dt.date) -> SeatsAhead:
    """Return the seats of approved plans and of sessions, in the target's unit and below.

    Two queries; a plan of a higher office does not say which of its seats are this unit's.
    """
    planned, sessions = _list_planned_quarters(target, day), _list_session_seats(target, day)
    return add_up_seats(planned, sessions, day=day, due_on=due_on)


def add_up_seats(
    planned: Iterable[PlannedQuarter],
    sessions: Iterable[SessionSeats],
    *,
    day: dt.date,
    due_on: dt.date,
) -> SeatsAhead:
    """Return the seats, each once: a session takes its seats from the plan of its quarter."""
    wanted: Counter[_Place] = Counter()
    for row in planned:
        wanted[row.path, row.quarter] += row.seats
    held: dict[_Place, list[SessionSeats]] = defaultdict(list)
    for session in sessions:
        held[_find_place(session, wanted)].append(session)
    found = [
        _add_up_quarter(
            wanted[place],
            held[place],
            is_late=place[1] > _find_quarter(due_on),
            day=day,
            due_on=due_on,
        )
        for place in wanted.keys() | held.keys()
    ]
    return SeatsAhead(
        in_time=sum(one.in_time for one in found),
        opened=sum(one.opened for one in found),
        too_late=sum(one.too_late for one in found),
    )


def _add_up_quarter(
    wanted: int, sessions: Sequence[SessionSeats], *, is_late: bool, day: dt.date, due_on: dt.date
) -> SeatsAhead:
    ahead = [one for one in sessions if one.is_open and one.ends_on >= day]
    opened = sum(one.seats for one in ahead if one.ends_on <= due_on)
    late = sum(one.seats for one in ahead if one.ends_on > due_on)
    # What was held already, or is opened for too late a day, is planned no more.
    left = wanted - sum(one.seats for one in sessions if one not in ahead)
    if is_late:
        return SeatsAhead(0, 0, max(left, late))
    return SeatsAhead(max(left - late, opened), opened, late)


def _find_place(session: SessionSeats, wanted: Iterable[_Place]) -> _Place:
    """Return the plan and quarter from which the session takes its seats."""
    quarter = _find_quarter(session.begins_on)
    paths = (path for path, then in wanted if then == quarter and session.path.startswith(path))
    return next(paths, ""), quarter


def _find_quarter(day: dt.date) -> _Quarter:
    return day.year, (day.month - 1) // _MONTHS_A_QUARTER + 1


def _list_planned_quarters(target: AskedTarget, day: dt.date) -> list[PlannedQuarter]:
    year, quarter = _find_quarter(day)
    rows = CapacityQuarter.objects.filter(
        Q(priority__plan__year=year, quarter__gte=quarter) | Q(priority__plan__year__gt=year),
        priority__skill=target.skill.pk,
        priority__level__gte=target.level,
        priority__plan__state=CapacityPlan.State.APPROVED,
        priority__plan__agency__path__startswith=target.agency.path,
    )
    plan = "priority__plan__"
    found = rows.values_list(f"{plan}agency__path", f"{plan}year", "quarter", "seats")
    return _leave_highest(
        [PlannedQuarter(path, (then, n), seats) for path, then, n, seats in found]
    )


def _leave_highest(rows: Sequence[PlannedQuarter]) -> list[PlannedQuarter]:
    """Return the seats of plans above which no other of the year stands: it holds theirs too."""
    plans = {(row.path, row.quarter[0]) for row in rows}
    return [
        row
        for row in rows
        if not any(
            row.path != path and row.path.startswith(path) and row.quarter[0] == year
            for path, year in plans
        )
    ]


def _list_session_seats(target: AskedTarget, day: dt.date) -> list[SessionSeats]:
    """Return the sessions that end in the day's quarter or later, those that are over as well."""
    year, quarter = _find_quarter(day)
    first = dt.datetime(year, _MONTHS_A_QUARTER * quarter - 2, 1)
    teaching = CourseSkill.objects.filter(skill=target.skill.pk, level__gte=target.level)
    sessions = ClassSession.objects.filter(
        course__in=teaching.values("course"),
        agency__path__startswith=target.agency.path,
        state__in=[ClassSession.State.OPEN, ClassSession.State.FINISHED],
        ends_at__gte=timezone.make_aware(first),
    )
    return [_read_session(one) for one in sessions.select_related("agency").order_by()]


def _read_session(session: ClassSession) -> SessionSeats:
    # An open session has its times: a constraint holds it.
    begins, ends = (timezone.localdate(at) for at in (session.begins_at, session.ends_at))
    is_open = session.state == ClassSession.State.OPEN
    return SessionSeats(session.agency.path, begins, ends, session.capacity, is_open)
