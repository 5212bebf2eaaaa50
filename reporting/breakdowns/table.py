"""Breaks the figure of a unit down by groups of its people, the small ones hidden.

What is hidden follows from the root of the tree down: whoever reads a ministry and all units in it
finds no small group of one unit by subtracting the others from the ministry.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext

from people.agencies import AgencyPlaces
from people.models import Agency
from reporting.breakdowns.counting import (
    OTHERS,
    Groups,
    People,
    count_holders,
    read_groups,
    sum_by_part,
    sum_under,
)
from reporting.breakdowns.dimensions import Dimension
from reporting.query.scope import Scope
from reporting.suppression import Cell, GroupTable, hide_small_groups


@dataclass(frozen=True)
class GroupRow:
    """A group of people of the unit; of one that is hidden no number is known."""

    name: str
    posted: int | None
    held: int | None

    @property
    def is_hidden(self) -> bool:
        return self.posted is None

    @property
    def share(self) -> float | None:
        """Return held as percent of those posted."""
        if self.held is None or not self.posted:
            return None
        return round(100 * self.held / self.posted, 1)


@dataclass(frozen=True)
class Breakdown:
    """Holds the groups of a unit; ``together`` are those that are hidden, None where none is."""

    dimension: Dimension
    rows: tuple[GroupRow, ...]
    together: GroupRow | None


def build_breakdown(scope: Scope, dimension: Dimension) -> Breakdown:
    """Return who holds the skill of the scope on its day, by groups: five queries."""
    groups = read_groups(dimension, scope.day)
    places = AgencyPlaces(list(Agency.get_root_nodes()), since=scope.day)
    posted = sum_under(scope.unit.pk, groups.posted, places, scope.day)
    held = _count_held(scope, groups, places)
    hidden = _find_hidden(scope, groups, places) & posted.keys()
    return Breakdown(
        dimension,
        tuple(_build_row(groups, key, posted, held, hidden) for key in _order(groups, posted)),
        _build_together(posted, held, hidden),
    )


def _count_held(scope: Scope, groups: Groups, places: AgencyPlaces) -> People:
    if scope.skill is None:
        return {}
    under = [pk for pk in groups.posted if scope.unit.pk in places.line_to(pk, scope.day)]
    counts = count_holders(groups, under, (scope.skill, scope.level), scope.day)
    return sum_under(scope.unit.pk, counts, places, scope.day)


def _find_hidden(scope: Scope, groups: Groups, places: AgencyPlaces) -> set[str]:
    """Return the groups that the unit hides, given what each unit above it hides."""
    line = places.line_to(scope.unit.pk, scope.day)
    whole = sum_under(line[0], groups.posted, places, scope.day)
    hidden = _hide_alone(whole)
    for above, below in pairwise(line):
        parts = sum_by_part(above, groups.posted, places, scope.day)
        # A group that one part has stands at nought in the others.
        keys = {key for people in parts.values() for key in people}
        people: dict[Cell, int] = {(part, key): parts[part][key] for part in parts for key in keys}
        cells = hide_small_groups(GroupTable(people, hidden), smallest=settings.SMALLEST_GROUP)
        hidden = {key for part, key in cells if part == below}
    return hidden


def _hide_alone(whole: People) -> set[str]:
    table = GroupTable({(None, key): people for key, people in whole.items()})
    return {key for _row, key in hide_small_groups(table, smallest=settings.SMALLEST_GROUP)}


def _order(groups: Groups, posted: People) -> list[str]:
    return [key for key in (*groups.names, OTHERS) if key in posted]


def _build_row(
    groups: Groups, key: str, posted: People, held: People, hidden: Collection[str]
) -> GroupRow:
    name = groups.names.get(key) or gettext("All others")
    if key in hidden:
        return GroupRow(name, None, None)
    return GroupRow(name, posted[key], held.get(key, 0))


def _build_together(
    posted: Mapping[str, int], held: People, hidden: Collection[str]
) -> GroupRow | None:
    if not hidden:
        return None
    counts = (sum(people.get(key, 0) for key in hidden) for people in (posted, held))
    return GroupRow(gettext("Hidden groups together"), *counts)
