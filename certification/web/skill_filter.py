"""Narrows an office's list of people to those who hold a skill, or lack it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter

from certification.models import Evidence
from people.directory import DirectoryCondition, register_condition
from people.models import Person, Posting
from people.text.formatting import lazy_digits
from plan.levels import list_level_choices
from plan.models import ProfileRequirement, Skill, Target

_LACKING = "lacking"
# Holds it today, and in so many days no more if nothing renews it.
_LOST = {f"lost-{days}": days for days in (30, 90, 180, 365)}


def _list_skills() -> list[tuple[str, str]]:
    """Return the competences that somebody holds, a target or a post asks, as form choices."""
    held = Exists(Evidence.objects.filter(skill=OuterRef("pk")))
    in_force = Target.objects.in_force(timezone.localdate())
    asked = Exists(in_force.filter(skill=OuterRef("pk")))
    posts = Exists(ProfileRequirement.objects.filter(skill=OuterRef("pk")))
    found = Skill.objects.competences().filter(held | asked | posts)
    return [(skill.code, f"{skill.name} · {skill.code}") for skill in found]


def _build_skill_filters() -> dict[str, Filter]:
    # Read once: to check what is asked, and to offer it again.
    skills, levels = cache(_list_skills), cache(list_level_choices)
    return {
        "skill": ChoiceFilter(label=_("Skill"), empty_label=_("All"), choices=skills),
        "skill_level": ChoiceFilter(
            label=_("At the level or above"), empty_label=_("Any"), choices=levels
        ),
        "skill_proof": ChoiceFilter(
            label=_("Holds the skill today"),
            empty_label=_("Yes"),
            choices=[(_LACKING, _("No, lacks it")), *_name_losses()],
        ),
    }


def _name_losses() -> list[tuple[str, Any]]:
    told = _("Yes, and in {count} days no more")
    return [(key, format_lazy(told, count=lazy_digits(days))) for key, days in _LOST.items()]


def _narrow_to_skill(people: QuerySet[Person], asked: Mapping[str, Any]) -> QuerySet[Person]:
    return people.filter(_match_skill(asked, "pk")) if asked.get("skill") else people


def _narrow_serving(postings: QuerySet[Posting], asked: Mapping[str, Any]) -> QuerySet[Posting]:
    return postings.filter(_match_skill(asked, "person")) if asked.get("skill") else postings


def _match_skill(asked: Mapping[str, Any], path: str) -> Q:
    """Return the condition that the person at the end of the path holds the skill, or lacks it."""
    skills = Skill.objects.filter(code=asked["skill"])
    evidence = Evidence.objects.counted().valid(timezone.localdate())
    evidence = evidence.filter(level__gte=asked["skill_level"] or 1)
    if asked["skill_proof"] == _LACKING:
        # As a list, of one: asked person by person, SQLite would read all that is held of it.
        evidence = evidence.filter(skill__in=skills, person=OuterRef(path))
        return Q(~Exists(evidence))
    if days := _LOST.get(asked["skill_proof"]):
        later = Evidence.objects.counted().valid(timezone.localdate() + dt.timedelta(days))
        later = later.filter(level__gte=asked["skill_level"] or 1, skill=OuterRef("skill"))
        evidence = evidence.filter(~Exists(later.filter(person=OuterRef("person"))))
    # As one: PostgreSQL takes a list for many, and of a million needs three times as long.
    one = Subquery(skills.values("pk")[:1])
    return Q(**{f"{path}__in": evidence.filter(skill=one).values("person")})


def offer_skill_filter() -> None:
    """Offer the filter wherever the directory is narrowed."""
    register_condition(
        DirectoryCondition(
            "skill", _build_skill_filters, _narrow_to_skill, narrow_serving=_narrow_serving
        )
    )
