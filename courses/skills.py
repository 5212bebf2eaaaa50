"""Reads which skills courses teach, with the names of their levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import Course, CourseSkill, Programme
from plan.levels import load_level_names, name_level
from plan.models import Skill


@dataclass(frozen=True)
class TaughtSkill:
    """Holds a skill and the level up to which a course teaches it; ``level`` names it."""

    skill: Skill
    number: int
    level: str

    def __str__(self) -> str:
        return f"{self.skill} · {self.level}"


def taught_skills(courses: Iterable[Course] | None = None) -> dict[int, list[TaughtSkill]]:
    """Return skills by course id, of the given courses or of all published ones; two queries."""
    rows = CourseSkill.objects.select_related("skill").order_by("skill__code")
    rows = (
        rows.filter(course__is_live=True) if courses is None else rows.filter(course__in=courses)
    )
    names = load_level_names()
    taught: dict[int, list[TaughtSkill]] = defaultdict(list)
    for row in rows:
        level = name_level(names, row.skill, row.level)
        taught[row.course_id].append(TaughtSkill(row.skill, row.level, level))
    return taught


def proved_skills(programme: Programme) -> list[TaughtSkill]:
    """Return the skills that a programme proves, by code; two queries."""
    rows = programme.programme_skills.select_related("skill").order_by("skill__code")
    names = load_level_names()
    return [
        TaughtSkill(row.skill, row.level, name_level(names, row.skill, row.level)) for row in rows
    ]
