"""Counts who is in training for what targets ask: on the way, and not yet there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from certification.models import Evidence
from courses.models import Course, CourseSkill, Enrolment
from people.models import Posting
from plan.models import Skill
from plan.targets import TargetAudience
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow
from reporting.models import KeyList

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class _Way:
    """What several targets may share: who is on the way to a skill, of whom."""

    skill: int
    level: int
    audience: str


_Counts = dict[_Way, dict[int, int]]  # people by agency


def count_in_training(rows: Sequence[TargetRow], context: UnitContext) -> dict[int, int]:
    """Return how many take a course that teaches it and do not hold it, by the target's id.

    People once, however many courses they take: two queries for all rows.
    """
    courses = _list_training_courses({row.target.skill.pk for row in rows})
    ways = {_find_training_way(row): row.target.audience for row in rows}
    columns = {
        way: _build_condition(way, audience, taught, rows[0].day)
        for way, audience in ways.items()
        if (taught := [pk for pk, level in courses[way.skill] if level >= way.level])
    }
    counts: _Counts = {}
    if columns:
        any_of_them = {pk for found in courses.values() for pk, _level in found}
        counts = _count_training_by_agency(columns, any_of_them, rows, context)
    return {row.target.pk: _add_up(row, counts, context) for row in rows}


def find_in_training(skill: Skill, level: int, day: dt.date) -> QuerySet[Enrolment]:
    """Return the enrolments, open at the end of the day, in courses that lead to the skill."""
    taught = _list_training_courses({skill.pk})[skill.pk]
    found: QuerySet[Enrolment] = _list_open(day)
    return found.filter(course__in=[pk for pk, reached in taught if reached >= level])


def _find_training_way(row: TargetRow) -> _Way:
    return _Way(row.target.skill.pk, row.target.level, row.target.audience.key)


def _list_training_courses(skills: set[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    taught = CourseSkill.objects.filter(skill__in=skills, course__in=Course.objects.live())
    for skill, course, level in taught.values_list("skill_id", "course_id", "level"):
        found[skill].append((course, level))
    return found


def _build_condition(way: _Way, audience: TargetAudience, courses: list[int], day: dt.date) -> Q:
    # As a list, of one: asked person by person, SQLite would read all that is held of it.
    skill = Skill.objects.filter(pk=way.skill)
    held = (
        Evidence.objects.counted()
        .valid(day)
        .filter(skill__in=skill, level__gte=way.level, person=OuterRef("person"))
    )
    takes = _list_own_open(day, courses)
    return Q(Exists(takes)) & ~Q(Exists(held)) & audience.build_condition()


def _count_training_by_agency(
    columns: dict[_Way, Q], courses: set[int], rows: Sequence[TargetRow], context: UnitContext
) -> _Counts:
    """Return the people by way and agency: somebody has one posting on a day."""
    day = rows[0].day
    agencies = context.subtree.narrow_to([row.target.agency for row in rows]).agencies_on(day)
    learning = Posting.objects.counted_on(day).filter(
        # First, who learns at all: the conditions are asked of these few.
        Exists(_list_own_open(day, courses)),
        agency__among=KeyList(agencies),
    )
    counted: dict[str, Any] = {
        f"n{index}": Count("pk", filter=condition)
        for index, condition in enumerate(columns.values())
    }
    by_agency = learning.order_by().values("agency_id").annotate(**counted)
    counts: _Counts = {way: {} for way in columns}
    for agency, *numbers in by_agency.values_list("agency_id", *counted):
        for way, number in zip(columns, numbers, strict=True):
            counts[way][agency] = number
    return counts


def _list_own_open(day: dt.date, courses: Collection[int]) -> QuerySet[Enrolment]:
    """Return open enrolments in the courses by a posting's person."""
    found: QuerySet[Enrolment] = _list_open(day)
    return found.filter(course__in=courses, person=OuterRef("person"))


def _list_open(day: dt.date) -> Any:
    """Return the enrolments that were open at the end of the day."""
    end = timezone.make_aware(dt.datetime.combine(day + _ONE_DAY, dt.time.min))
    return Enrolment.objects.filter(
        Q(completed_at=None) | Q(completed_at__gte=end),
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=end),
        enrolled_at__lt=end,
    )


def _add_up(row: TargetRow, counts: _Counts, context: UnitContext) -> int:
    agency, found = row.target.agency, counts.get(_find_training_way(row), {})
    if not row.target.with_below:
        return found.get(agency.pk, 0)
    below = context.subtree.narrow_to([agency]).agencies_of(agency.pk, row.day)
    # By the shorter of both: a nation's targets are mostly of one office each.
    shared = below if len(below) < len(found) else found.keys() & below
    return sum(found.get(pk, 0) for pk in shared)
