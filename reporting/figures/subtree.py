"""Resolves units to the agencies under them, once, so that no figure joins on a path."""

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
    """Units, and the path of every agency in or under one of them by its id."""

    units: tuple[Agency, ...]
    paths: dict[int, str]

    @classmethod
    def of(cls, units: Sequence[Agency]) -> Subtree:
        """Read the agencies under the units: one query."""
        tops = {unit.path for unit in units}
        if not tops:
            return cls((), {})
        near = Agency.objects.filter(path__startswith=commonprefix(list(tops)))  # noqa: RUF071
        return cls((), dict(near.values_list("pk", "path"))).narrow_to(units)

    def narrow_to(self, units: Sequence[Agency]) -> Subtree:
        """The same for units inside this subtree, without reading again."""
        tops = {unit.path for unit in units}
        paths = {
            pk: p for pk, p in self.paths.items() if any(up in tops for up in ancestor_paths(p))
        }
        return Subtree(tuple(dict.fromkeys(units)), paths)

    def units_containing(self, agency_id: int) -> Iterator[str]:
        """The paths of the units that the agency is in or under."""
        return (path for path in ancestor_paths(self.paths[agency_id]) if path in self._tops)

    @cached_property
    def _tops(self) -> frozenset[str]:
        return frozenset(unit.path for unit in self.units)


@dataclass(frozen=True)
class UnitContext:
    """What every table of one page stands on, read once: the unit's subtree, names of levels."""

    subtree: Subtree
    names: LevelNames

    @classmethod
    def of(cls, unit: Agency) -> UnitContext:
        return cls(Subtree.of([unit]), load_level_names())


def ancestor_paths(path: str) -> Iterator[str]:
    """The path and the paths of all agencies above it, from the root down."""
    return (path[:end] for end in range(_PATH_STEP, len(path) + 1, _PATH_STEP))
