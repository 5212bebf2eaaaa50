"""Compares what role profiles ask with who holds it: in all units of one, and unit by unit.

Of everyone: each person with the position counts. A minimum is asked of each unit of the kind that
the profile names, else of its agency and all below it together.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from certification.models import Evidence
from people.models import Agency, Posting
from plan.models import ProfileRequirement, RoleProfile
from plan.positions import name_keys
from reporting.figures.facts import posted_between, valid_between
from reporting.models import KeyList

_Counts = dict[int, list[tuple[frozenset[str], int]]]  # by agency: keys of a position, people


@dataclass(frozen=True)
class StaffingFigure:
    """How many of a position serve in units, hold what is asked, and how many are asked.

    ``asked`` is None where a minimum is of a larger unit than those looked at.
    """

    requirement: ProfileRequirement
    units: tuple[Agency, ...]
    posted: int
    held: int
    asked: int | None
    gap: int | None

    @property
    def lacking(self) -> int:
        """Return how many of the position do not hold it: whom a link to them shows."""
        return self.posted - self.held


def count_staffing(unit: Agency, *, day: dt.date) -> list[StaffingFigure]:
    """Return a figure for each requirement that somebody in the unit or below must meet."""
    ground = _read_ground(unit, day)
    return [
        figure for one in ground.requirements if (figure := _count_requirement(ground, one, unit))
    ]


def list_staffing_by_unit(
    unit: Agency, requirement: ProfileRequirement, *, day: dt.date
) -> list[StaffingFigure]:
    """Return the figure of one requirement for each unit where the position serves or is asked."""
    ground = _read_ground(unit, day, requirement)
    return [_count_unit(ground, requirement, one) for one in _find_units(ground, requirement)]


@dataclass(frozen=True)
class _Ground:
    """What is read once: the units, the profiles in force, who serves and who holds what."""

    units: list[Agency]
    requirements: list[ProfileRequirement]
    posted: _Counts
    held: dict[tuple[int, int], _Counts]  # by skill and level


def _read_ground(unit: Agency, day: dt.date, only: ProfileRequirement | None = None) -> _Ground:
    units = list(Agency.objects.filter(path__startswith=unit.path).order_by("path"))
    wanted = [only] if only else _list_requirements(unit, day)
    pks = [one.pk for one in units]
    return _Ground(
        units, wanted, _count_posted_by_post(pks, day), _count_holding(pks, wanted, day)
    )


def _list_requirements(unit: Agency, day: dt.date) -> list[ProfileRequirement]:
    """Return the requirements in force of the unit, below it and above it."""
    profiles = RoleProfile.objects.on(day)
    profiles = profiles.holding_in(unit) | profiles.filter(agency__path__startswith=unit.path)
    rows = ProfileRequirement.objects.filter(profile__in=profiles)
    order = ("profile__agency__path", "profile__position_key", "profile__unit_kind", "skill__code")
    return list(rows.select_related("profile__agency", "skill").order_by(*order))


def _count_posted_by_post(agencies: list[int], day: dt.date) -> _Counts:
    postings = Posting.objects.counted_on(day).filter(agency_id__in=agencies).order_by()
    rows = postings.values("agency_id", "position").annotate(people=Count("person_id"))
    return _count_by_agency((row["agency_id"], row["position"], row["people"]) for row in rows)


def _count_holding(
    agencies: list[int], asked: Iterable[ProfileRequirement], day: dt.date
) -> dict[tuple[int, int], _Counts]:
    """Count who holds each skill at each level: one query whatever their number."""
    pairs = sorted({(one.skill_id, one.level) for one in asked})
    levels = sorted({level for _skill, level in pairs})
    counts = {f"n{level}": Count("pk", filter=Q(level__gte=level)) for level in levels}
    skills = {skill for skill, _level in pairs}
    # One filter() with the agencies: the same posting must be in the unit and cover the day.
    evidence = _list_highest(skills, day).filter(
        posted_between(day, day),
        person__postings__agency__among=KeyList(agencies),
        person__is_active=True,
    )
    keys = ("person__postings__agency_id", "person__postings__position", "skill_id")
    held: dict[tuple[int, int], _Counts] = {pair: defaultdict(list) for pair in pairs}
    rows = evidence.order_by().values(*keys).annotate(**counts).values_list(*keys, *counts)
    for agency, position, skill, *numbers in rows if pairs else ():
        known = _list_keys(tuple(position.items()))
        for level, people in zip(levels, numbers, strict=True):
            if people and (skill, level) in held:
                held[skill, level][agency].append((known, people))
    return held


def _list_highest(skills: Collection[int], day: dt.date) -> QuerySet[Evidence]:
    """Return of each person and skill the evidence of the highest level: nobody counts twice."""
    valid = Evidence.objects.counted().filter(valid_between(day, day))
    higher = valid.filter(
        Q(level__gt=OuterRef("level")) | Q(level=OuterRef("level"), pk__lt=OuterRef("pk")),
        person=OuterRef("person"),
        skill=OuterRef("skill"),
    )
    # Of these skills on both sides: of all that a nation holds a database would keep too much.
    return valid.filter(~Exists(higher.filter(skill__in=skills)), skill__in=skills)


def _count_by_agency(rows: Iterable[tuple[int, dict[str, str], int]]) -> _Counts:
    counts: _Counts = defaultdict(list)
    for agency, position, people in rows:
        if people:
            counts[agency].append((_list_keys(tuple(position.items())), people))
    return counts


@lru_cache(maxsize=4096)  # a nation has a few hundred positions, in as many offices as it has
def _list_keys(position: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(name_keys(dict(position)))


def _find_units(ground: _Ground, one: ProfileRequirement) -> list[Agency]:
    """Return the units in which somebody must meet the requirement, or a minimum is asked."""
    profile = one.profile
    within = [unit for unit in ground.units if unit.path.startswith(profile.agency.path)]
    if profile.unit_kind:
        within = [unit for unit in within if unit.kind == profile.unit_kind]
    is_asked_of_each = bool(one.minimum and profile.unit_kind)
    return [
        unit for unit in within if is_asked_of_each or _count_serving(ground.posted, one, unit)
    ]


def _count_serving(counts: _Counts, one: ProfileRequirement, unit: Agency) -> int:
    """Return how many of the position are counted in the unit itself."""
    keys = name_keys(one.profile.position)
    found = counts.get(unit.pk, ())
    return sum(people for known, people in found if not keys.isdisjoint(known))


def _count_unit(ground: _Ground, one: ProfileRequirement, unit: Agency) -> StaffingFigure:
    posted = _count_serving(ground.posted, one, unit)
    held = _count_serving(ground.held[one.skill_id, one.level], one, unit)
    asked = posted if one.minimum is None else one.minimum if one.profile.unit_kind else None
    gap = None if asked is None else max(asked - held, 0)
    return StaffingFigure(one, (unit,), posted, held, asked, gap)


def _count_requirement(
    ground: _Ground, one: ProfileRequirement, top: Agency
) -> StaffingFigure | None:
    """Return the figure of all units together; None where nobody is asked."""
    parts = [_count_unit(ground, one, unit) for unit in _find_units(ground, one)]
    units = tuple(part.units[0] for part in parts)
    posted, held = sum(part.posted for part in parts), sum(part.held for part in parts)
    if one.minimum and not one.profile.unit_kind:
        if not one.profile.agency.path.startswith(top.path):
            # Of a larger unit: what is missing there is nobody's here alone.
            return StaffingFigure(one, units, posted, held, None, None) if parts else None
        gap = max(one.minimum - held, 0)
        return StaffingFigure(one, units, posted, held, one.minimum, gap)
    if not parts:
        return None
    asked, gap = sum(part.asked or 0 for part in parts), sum(part.gap or 0 for part in parts)
    return StaffingFigure(one, units, posted, held, asked, gap)
