"""Lists the skills that people of a unit will lose, with the courses that renew them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from courses.models import Course, CourseSkill
from plan.levels import LevelNames, name_level
from plan.models import Skill
from reporting.changes import count_expiring
from reporting.figures.subtree import Subtree
from reporting.insights.heatmap import list_shown_skills
from reporting.query.scope import Scope

USUAL_WINDOW = 90  # days: what a card counts is what its link leads to


@dataclass(frozen=True)
class ExpiringSkill:
    """How many people lose the skill, and the published courses that teach it at the level."""

    skill: Skill
    level_name: str
    people: int
    courses: tuple[Course, ...]


def list_expiring_skills(
    scope: Scope, subtree: Subtree, names: LevelNames, until: dt.date
) -> list[ExpiringSkill]:
    """Return the skills that somebody loses by the day, most people first: three queries."""
    skills = list_shown_skills(scope)
    counts = count_expiring(subtree, skills, scope.level, day=scope.day, until=until)
    courses = _list_renewing_courses(scope, set(counts))
    rows = [
        ExpiringSkill(
            one, name_level(names, one, scope.level), counts[one.pk], tuple(courses[one.pk])
        )
        for one in skills
        if one.pk in counts
    ]
    return sorted(rows, key=lambda row: (-row.people, row.skill.code))


def _list_renewing_courses(scope: Scope, skills: set[int]) -> dict[int, list[Course]]:
    found: dict[int, list[Course]] = defaultdict(list)
    taught = CourseSkill.objects.filter(
        skill__in=skills, level__gte=scope.level, course__in=Course.objects.live()
    )
    for row in taught.select_related("course").order_by("course__slug"):
        found[row.skill_id].append(row.course)
    return found
