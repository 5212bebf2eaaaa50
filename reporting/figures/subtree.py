"""Resolves units to the agencies under them on each day, so that no figure joins on a path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from people.agencies import AgencyPlaces
from people.models import Agency
from plan.levels import LevelNames, load_level_names

# Further back than any figure beside that of the day: the trend's eighteen months.
_LOOKS_BACK = dt.timedelta(days=560)


class KnownTally(NamedTuple):
    """Says which sums a unit has: of which agencies, and the day of their totals."""

    pk: int
    digest: str
    day: dt.date


@dataclass
class KnownTallies:
    """Holds the sums by unit, read once for all of a page, and whether somebody was stale."""

    by_unit: dict[int, KnownTally] | None = None
    is_stale: bool = False


@dataclass(frozen=True)
class Subtree:
    """Holds units, and where all agencies near them stood from a day on."""

    units: tuple[Agency, ...]
    places: AgencyPlaces
    known: KnownTallies = field(default_factory=KnownTallies, compare=False)

    @classmethod
    def of(cls, units: Sequence[Agency], *, since: dt.date) -> Subtree:
        """Return the subtree of the units for days from ``since`` on: two queries."""
        return cls(tuple(dict.fromkeys(units)), AgencyPlaces(units, since=since))

    def narrow_to(self, units: Sequence[Agency], *, with_below: bool = True) -> Subtree:
        """Return the subtree of units inside this one, without a query."""
        kind = Subtree if with_below else _UnitsAlone
        return kind(tuple(dict.fromkeys(units)), self.places, self.known)

    def alone(self, units: Sequence[Agency]) -> Subtree:
        """Return the units without those below them, without a query."""
        return self.narrow_to(units, with_below=False)

    def agencies_on(self, *days: dt.date) -> frozenset[int]:
        """Return the ids of agencies that were in or under one of the units on one of the days."""
        trees = self._different(days)
        found = {self.agencies_of(unit.pk, day) for unit in self.units for day in trees}
        # Of one unit as they are known: a nation's ten thousand are not copied for each figure.
        return next(iter(found)) if len(found) == 1 else frozenset().union(*found)

    def units_containing(self, agency_id: int, day: dt.date) -> Iterator[int]:
        """Yield the ids of the units that the agency was in or under on the day."""
        return (pk for pk in self.places.line_to(agency_id, day) if pk in self._tops)

    def agencies_of(self, unit_id: int, day: dt.date) -> frozenset[int]:
        """Return the ids of agencies that were in or under one of the units on the day."""
        return self.places.list_within(unit_id, day) if unit_id in self._tops else frozenset()

    def _different(self, days: Sequence[dt.date]) -> Sequence[dt.date]:
        """Return one of the days for each of the trees that they had."""
        return list({self.places.tree_of(day): day for day in days}.values())

    @cached_property
    def _tops(self) -> frozenset[int]:
        return frozenset(unit.pk for unit in self.units)


@dataclass(frozen=True)
class _UnitsAlone(Subtree):
    """Units of which each counts for itself, even where one is below another."""

    def narrow_to(self, units: Sequence[Agency], *, with_below: bool = False) -> Subtree:
        return super().narrow_to(units, with_below=with_below)

    def units_containing(self, agency_id: int, day: dt.date) -> Iterator[int]:
        return iter({agency_id} & self._tops)

    def agencies_of(self, unit_id: int, day: dt.date) -> frozenset[int]:
        is_known = unit_id in self._tops and unit_id in self.places
        return frozenset({unit_id}) if is_known else frozenset()


@dataclass(frozen=True)
class UnitContext:
    """Holds what all tables of a page need, read once: a unit's subtree, names of levels.

    ``first`` is the first day of which the tree is known.
    """

    subtree: Subtree
    names: LevelNames
    first: dt.date

    @property
    def places(self) -> AgencyPlaces:
        return self.subtree.places

    @classmethod
    def of(cls, unit: Agency, day: dt.date) -> UnitContext:
        """Read the context of the unit for figures of the day: three queries."""
        return cls.since([unit], day - _LOOKS_BACK)

    @classmethod
    def since(cls, units: Sequence[Agency], day: dt.date) -> UnitContext:
        """Read the context of the units for figures of the day and of all days after it."""
        return cls(Subtree.of(units, since=day), load_level_names(), day)

    def narrow_to(self, unit: Agency) -> UnitContext:
        """Return the context of a unit inside of it, without a query."""
        return replace(self, subtree=self.subtree.narrow_to([unit]))
