"""Decides what a report is about, from what was asked and who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certification.models import Evidence
from people.access import has_global_access, roles_of
from people.agencies import show_as_on
from people.models import Agency, Person
from plan.levels import LevelNames, name_level
from plan.models import PLAN_ORDER, Skill, Target
from reporting.figures.coverage import Measure

_BASIC_LEVEL = 2  # the top number of the first named level


@dataclass(frozen=True)
class Scope:
    """Holds what a report is about. ``skill`` is None where there are none, or all are asked for.

    ``known_skills`` are those in use where they were read to find it.
    """

    viewer: Person
    unit: Agency
    skill: Skill | None
    level: int
    day: dt.date
    measure: Measure
    known_skills: tuple[Skill, ...] | None = None

    @cached_property
    def skills_in_use(self) -> tuple[Skill, ...]:
        """Return the skills in use, read once: a page lists them in its form and its figures."""
        return tuple(_find_skills_in_use()) if self.known_skills is None else self.known_skills

    @property
    def is_ahead(self) -> bool:
        """Return whether the day is to come: counted is what is known of it today."""
        return self.day > timezone.localdate()

    @property
    def measure_name(self) -> str:
        """Return the measure in words."""
        return name_measure(self.measure, self.day)

    def name_level(self, names: LevelNames) -> str:
        """Return the level in words; nothing without a skill, whose framework names it."""
        return name_level(names, self.skill, self.level) if self.skill else ""

    def query(self, **changes: object) -> str:
        """Return the scope as an address's query, with changes; None leaves a part out."""
        parts = self._quoted | {name: _quote_part(name, value) for name, value in changes.items()}
        return "?" + "&".join(filter(None, parts.values()))

    @cached_property
    def _quoted(self) -> dict[str, str]:
        """The parts as an address has them: a heat map has a thousand links."""
        return {name: _quote_part(name, value) for name, value in self.parts.items()}

    @cached_property
    def parts(self) -> dict[str, object]:
        """What an address says of the scope, by the names of its parameters."""
        parts: dict[str, object] = {
            "unit": self.unit.code,
            "skill": self.skill and self.skill.code,
            # A number as text: templates write numbers in the digits of the reader.
            "level": str(self.level),
            "day": self.day.isoformat(),
            "measure": self.measure.value,
        }
        return {name: value for name, value in parts.items() if value is not None}


def name_measure(measure: Measure, day: dt.date) -> str:
    """Return a measure of a day in words: of one that is to come nothing is held now."""
    if measure == Measure.HELD and day > timezone.localdate():
        return _("Held on that day")
    return str(measure.label)


# A thousand links of a page have few different parts.
@lru_cache(maxsize=4096)
def _quote_part(name: str, value: object) -> str:
    return "" if value is None else urlencode({name: value})


def top_units(viewer: Person) -> list[Agency]:
    """Return the highest agencies whose figures the viewer may read."""
    if has_global_access(viewer):
        return list(Agency.get_root_nodes())
    agencies = {role.agency for role in roles_of(viewer) if role.may_read}
    # Roles may overlap: an agency under another one of the viewer's is no top.
    return [
        agency
        for agency in sorted(agencies, key=lambda agency: agency.path)
        if not any(agency.path.startswith(o.path) for o in agencies if o != agency)
    ]


def may_read_figures(person: Person, unit: Agency) -> bool:
    """Return whether the person may read the figures of the unit today, without a query a unit."""
    if has_global_access(person):
        return True
    roles = (role for role in roles_of(person) if role.may_read)
    return any(unit.path.startswith(role.agency.path) for role in roles)


def resolve_scope(
    viewer: Person, asked: Mapping[str, Any], *, of_all_skills: bool = False
) -> Scope:
    """Return the scope asked for; a missing skill and level come from the first target.

    A scope ``of_all_skills`` has none where none is asked for, once it is known at which level.
    """
    day = asked.get("day") or timezone.localdate()
    show_as_on(asked["unit"], day)
    scope = Scope(
        viewer=viewer,
        unit=asked["unit"],
        skill=asked.get("skill"),
        level=asked.get("level", _BASIC_LEVEL),
        day=day,
        measure=Measure(asked.get("measure", Measure.HELD)),
    )
    if scope.skill or (of_all_skills and "level" in asked):
        return scope
    if target := _find_first_target(scope):
        return replace(scope, skill=target.skill, level=asked.get("level", target.level))
    # Kept: a page of all skills asks for them next.
    known = scope.skills_in_use
    first = known[0] if known else Skill.objects.competences().first()
    return replace(scope, skill=first, known_skills=known)


def _find_first_target(scope: Scope) -> Target | None:
    """Return the unit's next target, the largest of a day, else a past one, else one below."""
    targets = Target.objects.visible_to(scope.viewer).in_force(scope.day)
    targets = targets.filter(agency__path__startswith=scope.unit.path)
    # False sorts before True in SQLite and PostgreSQL alike: targets ahead come first.
    is_past = ExpressionWrapper(Q(due_on__lt=scope.day), BooleanField())
    order = (
        "agency__path",
        is_past,
        *PLAN_ORDER,
        "due_on",
        F("headcount").desc(nulls_last=True),
        "skill__code",
    )
    return targets.select_related("skill__framework").order_by(*order).first()


def _find_skills_in_use() -> QuerySet[Skill]:
    """Return the competences that somebody learnt or that a target asks for, by code.

    Without their frameworks: figures tell of none, and each of forty would come with its own.
    """
    learnt = Exists(Evidence.objects.filter(skill=OuterRef("pk")))
    in_force = Target.objects.in_force(timezone.localdate())
    asked = Exists(in_force.filter(skill=OuterRef("pk")))
    return Skill.objects.competences().select_related(None).filter(learnt | asked)
