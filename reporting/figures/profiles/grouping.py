"""Divides a unit into places: agencies that all requirements treat alike are counted together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from people.models import Agency
from plan.models import ProfileRequirement


class _Place(NamedTuple):
    """An agency that may be asked something."""

    path: str
    kind: str


@dataclass(frozen=True)
class PlaceGroups:
    """Holds the agencies of a unit that are asked something, and which of them count as one.

    A nation has ten thousand, and a requirement mostly asks for their sum.
    """

    agencies: dict[int, _Place]
    requirements: tuple[ProfileRequirement, ...]
    is_by_unit: bool = False

    @classmethod
    def of(
        cls, unit: Agency, requirements: Iterable[ProfileRequirement], *, by_unit: bool = False
    ) -> PlaceGroups:
        """Read the agencies of the unit and below it: one query."""
        below = Agency.objects.filter(path__startswith=unit.path).order_by("path")
        rows = below.values_list("pk", "path", "kind")
        return cls({pk: _Place(*one) for pk, *one in rows}, tuple(requirements), by_unit)

    def list_asked(self, one: ProfileRequirement) -> list[int]:
        """Return the agencies that the requirement asks something of."""
        return self._asked[_name_ground(one)]

    def list_places(self, one: ProfileRequirement) -> Collection[int]:
        """Return the places that are counted for the requirement; together they are its agencies.

        A place is an agency where units are asked one by one, else a number below zero.
        """
        return self._places_asked[_name_ground(one)]

    @cached_property
    def groups(self) -> dict[int, frozenset[int]]:
        """Return the agencies of each place that has several."""
        groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for agency, asking in self._asking.items():
            if agency not in self.alone:
                groups[tuple(asking)].append(agency)
        return {-number: frozenset(own) for number, own in enumerate(groups.values(), 1)}

    @cached_property
    def alone(self) -> frozenset[int]:
        """Return the agencies that are counted each by itself."""
        if self.is_by_unit:
            return frozenset(self._asking)
        each = (one for one in self.requirements if is_asked_of_each(one))
        return frozenset(pk for one in each for pk in self.list_asked(one))

    @cached_property
    def _asked(self) -> dict[tuple[str, str], list[int]]:
        """The agencies by what requirements say of them: many say the same."""
        return {
            (path, kind): [
                pk
                for pk, one in self.agencies.items()
                if one.path.startswith(path) and kind in ("", one.kind)
            ]
            for path, kind in {_name_ground(one) for one in self.requirements}
        }

    @cached_property
    def _asking(self) -> dict[int, list[int]]:
        """By which of them each agency is asked."""
        asking: dict[int, list[int]] = defaultdict(list)
        for number, asked in enumerate(self._asked.values()):
            for agency in asked:
                asking[agency].append(number)
        return asking

    @cached_property
    def _places_asked(self) -> dict[tuple[str, str], Collection[int]]:
        place = {pk: number for number, own in self.groups.items() for pk in own}
        return {
            ground: dict.fromkeys(place.get(pk, pk) for pk in asked)
            for ground, asked in self._asked.items()
        }


def is_asked_of_each(one: ProfileRequirement) -> bool:
    """Return whether a minimum is asked of each unit of a kind."""
    return bool(one.minimum and one.profile.unit_kind)


def _name_ground(one: ProfileRequirement) -> tuple[str, str]:
    return one.profile.agency.path, one.profile.unit_kind
