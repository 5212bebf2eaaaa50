"""Finds which skills somebody's position asks that they do not hold, and what closes each gap.

A minimum of a unit is a duty of the unit and no gap of one person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from certification.models import Evidence
from courses.models import ClassSession, CourseSector, CourseSkill, Enrolment
from people.models import Person, Posting
from plan.models import Level, ProfileRequirement, RoleProfile, Skill
from plan.positions import match_position


@dataclass(frozen=True)
class RoleGap:
    """A skill that is asked at a level, what is held of it, and the course that closes it.

    Names are those of all languages. The session is the next one of the course that the person
    may join.
    """

    skill: Skill
    level: int
    level_names: dict[str, str]
    held: int  # 0: nothing
    course_slug: str | None = None
    course_titles: dict[str, str] | None = None
    is_begun: bool = False
    session: int | None = None
    session_begins_at: dt.datetime | None = None


def list_role_gaps(person: Person, *, day: dt.date | None = None) -> list[RoleGap]:
    """Return the gaps of the person's position on the day, by code of the skill: one query."""
    day = day or timezone.localdate()
    rows = _add_closing(_find_asked(person, day), person, day)
    highest: dict[int, Any] = {}
    for row in rows.select_related("profile", "skill").order_by("skill__code", "-level"):
        # In Python: a posting has its position in either language, however it is spelt.
        if match_position(row.profile.position, row.posted_as):
            highest.setdefault(row.skill_id, row)
    return [_build_gap(row) for row in highest.values() if row.held < row.level]


def _find_asked(person: Person, day: dt.date) -> QuerySet[ProfileRequirement]:
    """Return what profiles ask of everyone where the person serves, with what is held of it."""
    posted = Posting.objects.on(day).filter(person=person)
    within = posted.filter(agency__path__startswith=OuterRef("profile__agency__path"))
    of_kind = within.filter(agency__kind=OuterRef("profile__unit_kind"))
    held = Evidence.objects.filter(person=person, skill=OuterRef("skill")).counted().valid(day)
    level = Level.objects.filter(framework=OuterRef("skill__framework"), number=OuterRef("level"))
    rows = ProfileRequirement.objects.filter(
        Q(profile__unit_kind="") & Q(Exists(within)) | Q(Exists(of_kind)),
        profile__in=RoleProfile.objects.on(day),
        minimum=None,
    )
    return rows.annotate(
        posted_as=Subquery(posted.values("position")[:1]),
        held=Coalesce(Subquery(held.order_by("-level").values("level")[:1]), Value(0)),
        level_names=Subquery(level.values("names")[:1]),
    )


def _add_closing(rows: QuerySet[Any], person: Person, day: dt.date) -> QuerySet[Any]:
    """Add the published course that teaches enough: a begun one, else that of the lowest level.

    Of equals one that serves the sector of the person goes first.

    All in subqueries: My learning has a budget of queries.
    """
    begun = Enrolment.objects.open().filter(person=person, course=OuterRef("course"))
    closing = CourseSkill.objects.filter(
        skill=OuterRef("skill"), level__gte=OuterRef("level"), course__is_live=True
    ).annotate(begun=Exists(begun))
    serving = Posting.objects.on(day).filter(person=person)
    own = CourseSector.objects.filter(
        course=OuterRef("course"), sector__in=serving.values("agency__sector")
    )
    closing = closing.annotate(is_of_sector=Exists(own))
    closing = closing.order_by("-begun", "level", "-is_of_sector", "course__published_at", "pk")
    coming = ClassSession.objects.joinable_by(person).filter(course=OuterRef("course_key"))
    coming = coming.order_by("begins_at", "pk")
    rows = rows.annotate(course_key=Subquery(closing.values("course")[:1]))
    return rows.annotate(
        course_slug=Subquery(closing.values("course__slug")[:1]),
        course_titles=Subquery(closing.values("course__titles")[:1]),
        is_begun=Subquery(closing.values("begun")[:1]),
        next_session=Subquery(coming.values("pk")[:1]),
        next_begins_at=Subquery(coming.values("begins_at")[:1]),
    )


def _build_gap(row: Any) -> RoleGap:
    return RoleGap(
        row.skill,
        row.level,
        row.level_names or {},
        row.held,
        row.course_slug,
        row.course_titles,
        bool(row.is_begun),
        row.next_session,
        row.next_begins_at,
    )
