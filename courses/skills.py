"""Reads which skills courses teach, with the names of their levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import Course, CourseSkill
from plan.models import Level, Skill


@dataclass(frozen=True)
class TaughtSkill:
    """Holds a skill and the level up to which a course teaches it; ``level`` is its name."""

    skill: Skill
    number: int
    level: str

    def __str__(self) -> str:
        return f"{self.skill} · {self.level}" if self.level else str(self.skill)


def taught_skills(courses: Iterable[Course] | None = None) -> dict[int, list[TaughtSkill]]:
    """Return skills by course id, of the given courses or of all published ones; two queries."""
    rows = CourseSkill.objects.select_related("skill").order_by("skill__code")
    rows = (
        rows.filter(course__is_live=True) if courses is None else rows.filter(course__in=courses)
    )
    levels = {(one.framework_id, one.number): one for one in Level.objects.all()}
    taught: dict[int, list[TaughtSkill]] = defaultdict(list)
    for row in rows:
        level = levels.get((row.skill.framework_id, row.level))
        taught[row.course_id].append(
            TaughtSkill(row.skill, row.level, level.name if level else "")
        )
    return taught
