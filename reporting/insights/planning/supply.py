"""Finds skills that targets ask and no current course teaches in a language the unit needs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.models import Course, CourseSkill
from people.access import has_role_over
from people.models import Person, Role
from plan.levels import LevelNames, name_level
from plan.models import Skill
from reporting.figures.targets import TargetRow
from reporting.insights.planning.languages import name_languages

_Key = tuple[int, int]  # skill and level


class SupplyState(TextChoices):
    """Names what a skill lacks to be learnt, the worst first."""

    NONE = "none", _("No course teaches it")
    ENDED = "ended", _("Its courses have ended")
    LOWER = "lower", _("Courses reach a lower level only")
    UNTRANSLATED = "untranslated", _("Not in every language needed")
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
    languages: list[str] = field(default_factory=list)  # those in which nobody can learn it yet

    @property
    def gap(self) -> int:
        """Return how many people are missing to the largest of the targets."""
        # Targets of units below are part of those above: their sum would count people twice.
        return max((row.gap for row in self.targets), default=0)

    @property
    def missing_languages(self) -> str:
        return name_languages(self.languages)

    @property
    def due_on(self) -> dt.date:
        return min(row.target.due_on for row in self.targets)


def list_supply(
    viewer: Person,
    rows: Sequence[TargetRow],
    names: LevelNames,
    *,
    day: dt.date,
    languages: Sequence[str],
) -> list[SupplyRow]:
    """Return each skill that targets still ask, those without a course first: two queries.

    ``languages`` are those in which the unit needs its courses.
    """
    asked = _group_targets(rows, names, day)
    by_skill = _list_courses({row.skill.pk for row in asked.values()})
    owners = {one.course.owner_id for taught in by_skill.values() for one in taught} - {None}
    # Security: who answers for a course is told to those who may see the person.
    seen = Person.objects.visible_to(viewer).in_bulk(owners) if owners else {}
    for row in asked.values():
        supply = judge_courses(by_skill[row.skill.pk], row.level, languages, day)
        row.state, row.languages = supply.state, supply.languages
        row.courses = [
            SupplyCourse(
                course,
                seen.get(course.owner_id),
                has_role_over(viewer, Role.Kind.TRAINER, course.agency),
            )
            for course in supply.courses
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


@dataclass(frozen=True)
class SkillSupply:
    """What a skill lacks, the courses nearest to closing it, and the languages it lacks."""

    state: SupplyState
    courses: list[Course]
    languages: list[str] = field(default_factory=list)


def judge_courses(
    taught: Sequence[CourseSkill], level: int, languages: Sequence[str], day: dt.date
) -> SkillSupply:
    """Return what is missing until everybody can learn the skill at the level; pure."""
    live = [row for row in taught if row.course.is_live]
    reaching = [row.course for row in live if row.level >= level]
    if reaching:
        return _judge_languages(reaching, languages, day)
    if live:
        return SkillSupply(SupplyState.LOWER, [row.course for row in live])
    ended = [row.course for row in taught if row.level >= level]
    return SkillSupply(SupplyState.ENDED if ended else SupplyState.NONE, ended)


def _judge_languages(
    courses: Sequence[Course], languages: Sequence[str], day: dt.date
) -> SkillSupply:
    """Return what courses that reach the level lack: each language needs a current one."""
    current = [course for course in courses if not course.is_outdated(day)]
    lacking = _find_lacking(languages, courses)
    if lacking:
        return SkillSupply(SupplyState.UNTRANSLATED, list(courses), lacking)
    if outdated := _find_lacking(languages, current):
        return SkillSupply(SupplyState.OUTDATED, _filter_readable(courses, outdated))
    return SkillSupply(SupplyState.TAUGHT, _filter_readable(current, languages))


def _find_lacking(languages: Sequence[str], courses: Sequence[Course]) -> list[str]:
    read = {language for course in courses for language in course.languages}
    return [language for language in languages if language not in read]


def _filter_readable(courses: Sequence[Course], languages: Sequence[str]) -> list[Course]:
    return [course for course in courses if {*languages} & {*course.languages}]
