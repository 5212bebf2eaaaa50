"""Shows on the page of a person what their post asks, and which course closes a gap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from courses.models import Course, CourseSkill
from people.models import Person, Posting
from people.web.office import PersonOnDesk, PersonSection, register_section
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import ProfileRequirement, RoleProfile, Skill, SkillRelation
from plan.positions import match_position


@dataclass(frozen=True)
class _AskedSkill:
    """A skill that the post asks, what the person holds of it, and courses that teach it.

    ``related`` are skills of other frameworks that the person holds. They are told, not counted.
    """

    requirement: ProfileRequirement
    asked: str
    held: str
    related: list[str]
    is_met: bool
    courses: list[Course]


def _read_asked_of_person(desk: PersonOnDesk) -> dict[str, Any] | None:
    asked = _list_asked(desk.posting) if desk.posting else []
    if not asked:
        return None
    ground = _AskedGround(
        load_level_names(),
        _read_levels(desk.person),
        _find_closing_courses(asked),
        _find_related(asked),
    )
    return {"rows": [_compare_with_held(one, ground) for one in asked]}


@dataclass(frozen=True)
class _AskedGround:
    """What is read once for all skills of the post."""

    names: LevelNames
    held: dict[int, int]  # the highest level by skill
    courses: dict[int, list[CourseSkill]]
    related: dict[int, list[Skill]]


def _list_asked(posting: Posting) -> list[ProfileRequirement]:
    """Return what all profiles of the post ask today; of one skill the highest level."""
    profiles = RoleProfile.objects.on(timezone.localdate()).holding_in(posting.agency)
    profiles = profiles.filter(unit_kind__in=("", posting.agency.kind))
    asked = ProfileRequirement.objects.filter(profile__in=profiles)
    rows = asked.select_related("profile__agency", "skill").order_by("skill__code", "level")
    highest = {
        row.skill_id: row for row in rows if match_position(row.profile.position, posting.position)
    }
    return list(highest.values())


def _read_levels(person: Person) -> dict[int, int]:
    """Return the highest level that the person holds today, by skill."""
    proofs = Evidence.objects.filter(person=person).counted().valid(timezone.localdate())
    return dict(proofs.order_by("level").values_list("skill", "level"))


def _find_closing_courses(asked: list[ProfileRequirement]) -> dict[int, list[CourseSkill]]:
    """Return what published courses teach of the skills, by skill."""
    skills = [one.skill_id for one in asked]
    rows = CourseSkill.objects.filter(skill__in=skills, course__is_live=True)
    found: dict[int, list[CourseSkill]] = defaultdict(list)
    for row in rows.select_related("course").order_by("level", "course__slug"):
        found[row.skill_id].append(row)
    return found


def _find_related(asked: list[ProfileRequirement]) -> dict[int, list[Skill]]:
    """Return the skills of other frameworks that are the same as those asked, by skill."""
    skills = {one.skill_id for one in asked}
    rows = SkillRelation.objects.filter(kind=SkillRelation.Kind.EQUIVALENT)
    rows = rows.filter(Q(source__in=skills) | Q(target__in=skills))
    found: dict[int, list[Skill]] = defaultdict(list)
    for row in rows.select_related("source__framework", "target__framework"):
        for one, other in ((row.source, row.target), (row.target, row.source)):
            if one.pk in skills:
                found[one.pk].append(other)
    return found


def _compare_with_held(one: ProfileRequirement, ground: _AskedGround) -> _AskedSkill:
    names, held = ground.names, ground.held.get(one.skill_id, 0)
    is_met = held >= one.level
    teaching = [row.course for row in ground.courses[one.skill_id] if row.level >= one.level]
    related = [skill for skill in ground.related[one.skill_id] if skill.pk in ground.held]
    return _AskedSkill(
        requirement=one,
        asked=name_level(names, one.skill, one.level),
        held=name_level(names, one.skill, held) if held else "",
        related=[
            f"{skill.framework} {skill.code} · {name_level(names, skill, ground.held[skill.pk])}"
            for skill in ([] if is_met else related)
        ],
        is_met=is_met,
        courses=[] if is_met else teaching,
    )


def show_asked_skills() -> None:
    """Add the section to the page of a person, before what they hold."""
    template = "reporting/person_asked.html"
    register_section(
        PersonSection("asked", _("What the post asks"), template, 5, _read_asked_of_person)
    )
