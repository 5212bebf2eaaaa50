"""Finds which groups a unit hides, given what each unit above it hides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings

from people.agencies import AgencyPlaces
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL
from reporting.breakdowns.counting import People, sum_by_part, sum_from_level, sum_under
from reporting.suppression import Cell, GroupTable, hide_small_groups, list_told_levels

# Levels at which one may ask who holds a skill; 0, of those posted, is asked alone.
_LEVELS = {0: [0]} | {
    level: [*range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)]
    for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
}


@dataclass(frozen=True)
class GroupHiding:
    """Judges groups of a nation on a day, at a level: from the root of the tree down.

    ``people`` are those of each agency, by group and level.
    """

    people: Mapping[int, People]
    places: AgencyPlaces
    day: dt.date
    level: int = 0

    def find_hidden(self, unit_id: int) -> set[str]:
        """Return the groups that are not told of the unit."""
        line = self.places.line_to(unit_id, self.day)
        whole = sum_under(line[0], self.people, self.places, self.day)
        hidden = {group for _part, group in self._hide({None: whole}, None)}
        for above, below in pairwise(line):
            parts = sum_by_part(above, self.people, self.places, self.day)
            hidden = {group for part, group in self._hide(parts, hidden) if part == below}
        return hidden

    def _hide(self, parts: Mapping[Any, People], whole: Collection[str] | None) -> frozenset[Cell]:
        keys = {group for people in self.people.values() for group, _level in people}
        cells: dict[Cell, int] = {}
        for part, people in parts.items():
            reach = sum_from_level(people, self.level)
            cells |= {(part, key): reach.get(key, 0) for key in keys}
        withheld = {
            (part, key) for part in parts for key in keys if self._is_withheld(parts[part], key)
        }
        table = GroupTable(cells, whole, withheld)
        return hide_small_groups(table, smallest=settings.SMALLEST_GROUP)

    def _is_withheld(self, people: People, key: str) -> bool:
        """Return whether another level would tell of a few of the group beside this one."""
        own = {level: count for (group, level), count in people.items() if group == key}
        told = list_told_levels(own, _LEVELS[self.level], smallest=settings.SMALLEST_GROUP)
        return self.level not in told
