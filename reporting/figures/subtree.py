"""Resolves units to the agencies under them, once a page, so that no figure joins on a path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from os.path import commonprefix

from people.models import Agency
from plan.levels import LevelNames, load_level_names

_PATH_STEP = Agency.steplen


@dataclass(frozen=True)
class Subtree:
    """Holds units, and by id the path of every agency in or under one of them."""

    units: tuple[Agency, ...]
    paths: dict[int, str]

    @classmethod
    def of(cls, units: Sequence[Agency]) -> Subtree:
        """Return the subtree of the units: one query."""
        tops = {unit.path for unit in units}
        if not tops:
            return cls((), {})
        # One prefix for all units may read too many agencies; it never needs a long OR.
        near = Agency.objects.filter(path__startswith=commonprefix(list(tops)))  # noqa: RUF071
        return cls((), dict(near.values_list("pk", "path"))).narrow_to(units)

    def narrow_to(self, units: Sequence[Agency]) -> Subtree:
        """Return the subtree of units inside this one, without a query."""
        tops = {unit.path for unit in units}
        paths = {
            pk: p for pk, p in self.paths.items() if any(up in tops for up in ancestor_paths(p))
        }
        return Subtree(tuple(dict.fromkeys(units)), paths)

    def units_containing(self, agency_id: int) -> Iterator[str]:
        """Yield the paths of the units that the agency is in or under."""
        return (path for path in ancestor_paths(self.paths[agency_id]) if path in self._tops)

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(unit.path for unit in self.units)


@dataclass(frozen=True)
class UnitContext:
    """Holds what all tables of a page need, read once: a unit's subtree, names of levels."""

    subtree: Subtree
    names: LevelNames

    @classmethod
    def of(cls, unit: Agency) -> UnitContext:
        """Read the context of the unit: two queries."""
        return cls(Subtree.of([unit]), load_level_names())


def ancestor_paths(path: str) -> Iterator[str]:
    """Yield the paths of all agencies above, from the root down, then the path itself."""
    return (path[:end] for end in range(_PATH_STEP, len(path) + 1, _PATH_STEP))
