"""Counts seats by quarter beside an agency's capacity plan: planned, opened, taken, attended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractQuarter
from django.utils import timezone

from courses.models import ClassSession, Course, CourseSkill, SessionSeat
from people.models import Agency, list_line_paths
from plan.models import QUARTERS, CapacityPlan, CapacityPriority

_States = ClassSession.State


@dataclass(frozen=True)
class QuarterSeats:
    """Seats of one quarter: those planned, in sessions that are open or over, given, and used."""

    number: int
    planned: int = 0
    opened: int = 0
    taken: int = 0
    attended: int = 0


@dataclass(frozen=True)
class PlannedSeats:
    """A priority of the year's plan, with its quarters."""

    priority: CapacityPriority
    quarters: list[QuarterSeats]


def list_planned_seats(agency: Agency, course: Course | None, year: int) -> list[PlannedSeats]:
    """Return what the nearest approved plan at or above the office asks of the course's skills."""
    plan = _find_plan(agency, year)
    if plan is None or course is None:
        return []
    taught = Q(pk__in=[])
    for row in CourseSkill.objects.filter(course=course):
        # A course up to a level teaches what is below it too.
        taught |= Q(skill=row.skill_id, level__lte=row.level)
    found = plan.priorities.filter(taught).select_related("skill").prefetch_related("quarters")
    priorities = list(found)
    counted = count_seats_by_quarter(plan, priorities)
    return [PlannedSeats(one, counted[one.pk]) for one in priorities]


def _find_plan(agency: Agency, year: int) -> CapacityPlan | None:
    """Return the plan that covers the office: its own, or that of the nearest one above it."""
    approved = CapacityPlan.objects.filter(state=CapacityPlan.State.APPROVED, year=year)
    above = approved.filter(agency__path__in=list_line_paths(agency.path)).select_related("agency")
    return max(above, key=lambda plan: len(plan.agency.path), default=None)


def count_seats_by_quarter(
    plan: CapacityPlan, priorities: Iterable[CapacityPriority]
) -> dict[int, list[QuarterSeats]]:
    """Return the quarters by the id of the priority: two queries for each.

    Sessions count of courses that teach the skill, in the agency of the plan and below it, in
    the quarter in which they begin. A session without a course teaches no skill by the record.
    """
    return {one.pk: _count_quarters(plan, one) for one in priorities}


def _count_quarters(plan: CapacityPlan, priority: CapacityPriority) -> list[QuarterSeats]:
    planned = {row.quarter: row.seats for row in priority.quarters.all()}
    opened = _count_opened(_list_teaching(plan, priority))
    used = _count_used(_list_teaching(plan, priority))
    return [
        QuarterSeats(
            number, planned.get(number, 0), opened.get(number, 0), *used.get(number, (0, 0))
        )
        for number in QUARTERS
    ]


def _list_teaching(plan: CapacityPlan, priority: CapacityPriority) -> QuerySet[ClassSession]:
    teaching = CourseSkill.objects.filter(skill=priority.skill_id, level__gte=priority.level)
    first, after = (
        timezone.make_aware(dt.datetime(year, 1, 1)) for year in (plan.year, plan.year + 1)
    )
    return ClassSession.objects.filter(
        course__in=teaching.values("course"),
        agency__path__startswith=plan.agency.path,
        state__in=[_States.OPEN, _States.FINISHED],
        begins_at__gte=first,
        begins_at__lt=after,
    )


def _count_opened(sessions: QuerySet[ClassSession]) -> dict[int, int]:
    # Summed here: a sum beside a join with seats would count each capacity many times.
    counted: dict[int, int] = {}
    rows = sessions.annotate(quarter=ExtractQuarter("begins_at")).order_by()
    for row in rows.values("quarter", "capacity"):
        counted[row["quarter"]] = counted.get(row["quarter"], 0) + row["capacity"]
    return counted


def _count_used(sessions: QuerySet[ClassSession]) -> dict[int, tuple[int, int]]:
    rows = (
        sessions.annotate(quarter=ExtractQuarter("begins_at"))
        .order_by()
        .values("quarter")
        .annotate(
            taken=Count("seats", filter=Q(seats__state=SessionSeat.State.SEATED)),
            attended=Count(
                "seats", filter=Q(seats__state=SessionSeat.State.SEATED, seats__minutes__gt=0)
            ),
        )
    )
    return {row["quarter"]: (row["taken"], row["attended"]) for row in rows}
