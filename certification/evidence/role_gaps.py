"""Finds which skills somebody's position asks that they do not hold, and what closes each gap.

A minimum of a unit is a duty of the unit and no gap of one person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from certification.models import Evidence
from courses.models import ClassSession, Course, CourseSkill, Enrolment
from people.models import Person, Posting
from people.postings import posting_on
from plan.models import Level, ProfileRequirement, RoleProfile, Skill
from plan.positions import match_position


@dataclass(frozen=True)
class RoleGap:
    """A skill that is asked at a level, what is held of it, and the course that closes it.

    ``level_names`` are those of the level in all languages. ``session`` is the next meeting of
    the course that the person may come to.
    """

    skill: Skill
    level: int
    level_names: dict[str, str]
    held: int  # 0: nothing
    course: Course | None = None
    is_begun: bool = False
    session: ClassSession | None = None


def list_role_gaps(person: Person, *, day: dt.date | None = None) -> list[RoleGap]:
    """Return the gaps of the person's position on the day, by code of the skill."""
    day = day or timezone.localdate()
    posting = posting_on(person, day)
    asked = _list_unmet(person, posting, day) if posting else []
    closing = _list_closing(person, {one.skill_id for one in asked}) if asked else []
    sessions = ClassSession.objects.in_bulk(
        [one.next_session for one in closing if one.next_session]
    )
    return [_close_gap(one, closing, sessions) for one in asked]


def _list_unmet(person: Person, posting: Posting, day: dt.date) -> list[Any]:
    """Return what the position asks and the person does not hold: of a skill the highest level."""
    profiles = RoleProfile.objects.on(day).holding_in(posting.agency)
    rows = ProfileRequirement.objects.filter(
        profile__in=profiles.filter(unit_kind__in=["", posting.agency.kind]), minimum=None
    )
    held = Evidence.objects.filter(person=person, skill=OuterRef("skill")).counted().valid(day)
    level = Level.objects.filter(
        framework=OuterRef("skill__framework"), number=OuterRef("level")
    ).values("names")
    rows = rows.annotate(
        held=Coalesce(Subquery(held.order_by("-level").values("level")[:1]), Value(0)),
        level_names=Subquery(level[:1]),
    )
    highest: dict[int, Any] = {}
    for row in rows.select_related("profile", "skill").order_by("skill__code", "-level"):
        # In Python: a posting has its position in either language, however it is spelt.
        if match_position(row.profile.position, posting.position):
            highest.setdefault(row.skill_id, row)
    return [row for row in highest.values() if row.held < row.level]


def _list_closing(person: Person, skills: Collection[int]) -> list[Any]:
    """Return which published course teaches which skill: begun ones first, then the lowest."""
    begun = Enrolment.objects.open().filter(person=person, course=OuterRef("course"))
    coming = _find_coming(person).filter(course=OuterRef("course")).order_by("begins_at", "pk")
    rows = CourseSkill.objects.filter(skill__in=skills, course__is_live=True)
    rows = rows.annotate(
        is_begun=Exists(begun), next_session=Subquery(coming.values("pk")[:1])
    ).select_related("course")
    rows = rows.defer("course__search_text", "course__summaries")
    return list(rows.order_by("-is_begun", "level", "course__published_at", "pk"))


def _find_coming(person: Person) -> QuerySet[ClassSession]:
    return ClassSession.objects.visible_to(person).upcoming().filter(begins_at__gt=timezone.now())


def _close_gap(asked: Any, closing: list[Any], sessions: dict[int, ClassSession]) -> RoleGap:
    found = (one for one in closing if one.skill_id == asked.skill_id)
    teaches = next((one for one in found if one.level >= asked.level), None)
    gap = (asked.skill, asked.level, asked.level_names or {}, asked.held)
    if teaches is None:
        return RoleGap(*gap)
    return RoleGap(*gap, teaches.course, teaches.is_begun, sessions.get(teaches.next_session))
