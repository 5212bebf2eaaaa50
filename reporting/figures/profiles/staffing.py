"""Compares what role profiles ask with who holds it: in all units of one, and unit by unit.

Of everyone: each person with the position counts. A minimum is asked of each unit of the kind that
the profile names, else of its agency and all below it together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.models import Agency
from plan.models import ProfileRequirement, RoleProfile
from reporting.figures.profiles.grouping import PlaceGroups, is_asked_of_each
from reporting.figures.profiles.posts import PostCounts, count_posts
from reporting.models import KeyList, Spell


@dataclass(frozen=True)
class StaffingFigure:
    """How many of a position serve, hold what is asked, and how many are asked.

    They are of the unit with all below it, or of each unit by itself where these are listed.
    ``asked`` is None where a minimum is of a larger unit than those looked at.
    """

    requirement: ProfileRequirement
    unit: Agency
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
    places = PlaceGroups.of(unit, _list_requirements(unit, day))
    counts = count_posts(places, day)
    found = (_count_requirement(places, counts, one, unit) for one in places.requirements)
    return [figure for figure in found if figure]


def list_staffing_by_unit(
    unit: Agency, requirement: ProfileRequirement, *, day: dt.date
) -> list[StaffingFigure]:
    """Return the figure of one requirement for each unit where the position serves or is asked."""
    places = PlaceGroups.of(unit, [requirement], by_unit=True)
    counts = count_posts(places, day)
    parts = {
        place: part
        for place in places.list_places(requirement)
        if (part := _count_places(counts, requirement, unit, place)).posted
        or is_asked_of_each(requirement)
    }
    units = Agency.objects.filter(pk__among=KeyList(parts)).order_by("path")
    return [replace(parts[one.pk], unit=one) for one in units]


def _list_requirements(unit: Agency, day: dt.date) -> list[ProfileRequirement]:
    """Return the requirements in force of the unit, below it and above it."""
    rows = ProfileRequirement.objects.filter(profile__in=RoleProfile.objects.on(day).around(unit))
    order = ("profile__agency__path", "profile__position_key", "profile__unit_kind", "skill__code")
    return list(rows.select_related("profile__agency", "skill").order_by(*order))


def _count_places(
    counts: PostCounts, one: ProfileRequirement, unit: Agency, *places: int
) -> StaffingFigure:
    """Return the figure of places of the unit; a minimum is asked of them together."""
    position = one.profile.position
    posted = counts.count(position, places, skill=Spell.HEADCOUNT, level=0)
    held = counts.count(position, places, skill=one.skill_id, level=one.level)
    asked = posted if one.minimum is None else one.minimum if one.profile.unit_kind else None
    gap = None if asked is None else max(asked - held, 0)
    return StaffingFigure(one, unit, posted, held, asked, gap)


def _count_requirement(
    places: PlaceGroups, counts: PostCounts, one: ProfileRequirement, top: Agency
) -> StaffingFigure | None:
    """Return the figure of all units together; None where nobody is asked."""
    asked = places.list_places(one)
    whole = _count_places(counts, one, top, *asked)
    if is_asked_of_each(one):
        parts = [_count_places(counts, one, top, place) for place in asked]
        return _add_parts(whole, parts) if parts else None
    if one.minimum and one.profile.agency.path.startswith(top.path):
        gap = max(one.minimum - whole.held, 0)
        return replace(whole, asked=one.minimum, gap=gap)
    # A minimum of a larger unit: what is missing there is nobody's here alone.
    return whole if whole.posted else None


def _add_parts(whole: StaffingFigure, parts: Sequence[StaffingFigure]) -> StaffingFigure:
    """Return the figure of units that are asked one by one: no surplus fills another's gap."""
    asked, gap = sum(part.asked or 0 for part in parts), sum(part.gap or 0 for part in parts)
    return replace(whole, asked=asked, gap=gap)
