"""Resolves units to the agencies under them on each day, so that no figure joins on a path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from people.agencies import AgencyPlaces
from people.models import Agency
from plan.levels import LevelNames, load_level_names

# Further back than any figure beside that of the day: the trend's eighteen months.
_LOOKS_BACK = dt.timedelta(days=560)


@dataclass(frozen=True)
class Subtree:
    """Holds units, and where all agencies near them stood from a day on."""

    units: tuple[Agency, ...]
    places: AgencyPlaces

    @classmethod
    def of(cls, units: Sequence[Agency], *, since: dt.date) -> Subtree:
        """Return the subtree of the units for days from ``since`` on: two queries."""
        return cls(tuple(dict.fromkeys(units)), AgencyPlaces(units, since=since))

    def narrow_to(self, units: Sequence[Agency]) -> Subtree:
        """Return the subtree of units inside this one, without a query."""
        return Subtree(tuple(dict.fromkeys(units)), self.places)

    def alone(self, units: Sequence[Agency]) -> Subtree:
        """Return the units without those below them, without a query."""
        return _UnitsAlone(tuple(dict.fromkeys(units)), self.places)

    def agencies_on(self, *days: dt.date) -> list[int]:
        """Return the ids of agencies that were in or under one of the units on one of the days."""
        found = {
            pk
            for day in self._different(days)
            for pk in self.places
            if any(self.units_containing(pk, day))
        }
        return sorted(found)

    def units_containing(self, agency_id: int, day: dt.date) -> Iterator[int]:
        """Yield the ids of the units that the agency was in or under on the day."""
        return (pk for pk in self.places.line_to(agency_id, day) if pk in self._tops)

    def _different(self, days: Sequence[dt.date]) -> Sequence[dt.date]:
        """Return one of the days for each of the trees that they had."""
        return list({self.places.tree_of(day): day for day in days}.values())

    @cached_property
    def _tops(self) -> frozenset[int]:
        return frozenset(unit.pk for unit in self.units)


@dataclass(frozen=True)
class _UnitsAlone(Subtree):
    """Units of which each counts for itself, even where one is below another."""

    def units_containing(self, agency_id: int, day: dt.date) -> Iterator[int]:
        return iter({agency_id} & self._tops)


@dataclass(frozen=True)
class UnitContext:
    """Holds what all tables of a page need, read once: a unit's subtree, names of levels."""

    subtree: Subtree
    names: LevelNames

    @property
    def places(self) -> AgencyPlaces:
        return self.subtree.places

    @classmethod
    def of(cls, unit: Agency, day: dt.date) -> UnitContext:
        """Read the context of the unit for figures of the day: three queries."""
        return cls(Subtree.of([unit], since=day - _LOOKS_BACK), load_level_names())
