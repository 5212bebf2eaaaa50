"""Finds skills that targets ask and no current course teaches in the language of the office."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.models import Course, CourseSkill
from people.access import has_role_over
from people.models import Person, Role
from plan.levels import LevelNames, name_level
from plan.models import Skill
from reporting.figures.targets import TargetRow

_Key = tuple[int, int]  # skill and level


class SupplyState(TextChoices):
    """Names what a skill lacks to be learnt, the worst first."""

    NONE = "none", _("No course teaches it")
    ENDED = "ended", _("Its courses have ended")
    LOWER = "lower", _("Courses reach a lower level only")
    UNTRANSLATED = "untranslated", _("Not in Burmese")
    OUTDATED = "outdated", _("Its courses are to be reviewed")
    TAUGHT = "taught", _("A course teaches it")


@dataclass(frozen=True)
class SupplyCourse:
    """A course as the viewer finds it: ``owner`` only where they may see who that is."""

    course: Course
    owner: Person | None
    may_edit: bool


@dataclass
class SupplyRow:
    """A skill at a level with the targets that ask it, and the courses that come nearest."""

    skill: Skill
    level: int
    level_name: str
    targets: list[TargetRow] = field(default_factory=list)
    courses: list[SupplyCourse] = field(default_factory=list)
    state: SupplyState = SupplyState.NONE

    @property
    def gap(self) -> int:
        """Return how many people are missing to the largest of the targets."""
        # Targets of units below are part of those above: their sum would count people twice.
        return max((row.gap for row in self.targets), default=0)

    @property
    def due_on(self) -> dt.date:
        return min(row.target.due_on for row in self.targets)


def list_supply(
    viewer: Person, rows: Sequence[TargetRow], names: LevelNames, *, day: dt.date
) -> list[SupplyRow]:
    """Return each skill that targets still ask, those without a course first: two queries."""
    asked = _group_targets(rows, names, day)
    by_skill = _list_courses({row.skill.pk for row in asked.values()})
    owners = {one.course.owner_id for taught in by_skill.values() for one in taught} - {None}
    # Security: who answers for a course is told to those who may see the person.
    seen = Person.objects.visible_to(viewer).in_bulk(owners) if owners else {}
    for row in asked.values():
        row.state, courses = _judge_courses(by_skill[row.skill.pk], row.level, day)
        row.courses = [
            SupplyCourse(
                course,
                seen.get(course.owner_id),
                has_role_over(viewer, Role.Kind.TRAINER, course.agency),
            )
            for course in courses
        ]
    order = list(SupplyState)
    return sorted(
        asked.values(),
        key=lambda row: (order.index(row.state), -row.gap, row.skill.code, row.level),
    )


def _group_targets(
    rows: Sequence[TargetRow], names: LevelNames, day: dt.date
) -> dict[_Key, SupplyRow]:
    """Return the skills of targets with people missing; a target that is past asks no more."""
    asked: dict[_Key, SupplyRow] = {}
    for row in rows:
        target = row.target
        if not row.gap or target.due_on < day:
            continue
        level_name = name_level(names, target.skill, target.level)
        found = asked.setdefault(
            (target.skill.pk, target.level), SupplyRow(target.skill, target.level, level_name)
        )
        found.targets.append(row)
    return asked


def _list_courses(skills: set[int]) -> dict[int, list[CourseSkill]]:
    found: dict[int, list[CourseSkill]] = defaultdict(list)
    rows = CourseSkill.objects.filter(skill__in=skills).select_related("course__agency")
    for row in rows.order_by("course__slug", "pk"):
        found[row.skill_id].append(row)
    return found


def _judge_courses(
    taught: Sequence[CourseSkill], level: int, day: dt.date
) -> tuple[SupplyState, list[Course]]:
    """Return what is missing, and the courses nearest to closing it."""
    live = [row for row in taught if row.course.is_live]
    reaching = [row.course for row in live if row.level >= level]
    # Burmese is the language in which every office works.
    readable = [one for one in reaching if settings.LANGUAGE_CODE in one.languages]
    current = [one for one in readable if not one.is_outdated(day)]
    if current:
        return SupplyState.TAUGHT, current
    if readable:
        return SupplyState.OUTDATED, readable
    if reaching:
        return SupplyState.UNTRANSLATED, reaching
    if live:
        return SupplyState.LOWER, [row.course for row in live]
    ended = [row.course for row in taught if row.level >= level]
    return (SupplyState.ENDED, ended) if ended else (SupplyState.NONE, [])
