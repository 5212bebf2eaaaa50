"""Says what is counted: for which skills, from which levels, on which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from plan.models import Measure
from plan.targets import EVERYBODY, TargetAudience


@dataclass(frozen=True)
class Question:
    """A number is counted for each skill and column; a column is a level or above, and a day.

    Without skills it asks for the head-count.
    """

    measure: Measure
    skills: frozenset[int]
    columns: tuple[tuple[int, dt.date], ...]
    audience: TargetAudience = EVERYBODY

    @cached_property
    def days(self) -> Sequence[dt.date]:
        return sorted({day for _level, day in self.columns})

    @cached_property
    def lowest(self) -> int:
        return min(level for level, _day in self.columns)

    def from_level(self, level: int) -> Q:
        """Return the condition of a column's level; what all rows meet is not asked again."""
        return Q(level__gte=level) if level > self.lowest else Q()

    @property
    def first(self) -> dt.date:
        return self.days[0]

    @property
    def last(self) -> dt.date:
        return self.days[-1]

    def build_columns(self, count: Callable[[int, dt.date], Any]) -> dict[str, Any]:
        """Return what each column counts: one pass over the rows instead of one for each."""
        return {f"n{index}": count(*column) for index, column in enumerate(self.columns)}

    def name_columns(self) -> list[str]:
        return [f"n{index}" for index in range(len(self.columns))]


def any_of(conditions: Iterable[Q]) -> Q:
    """Return the condition that one of them holds."""
    found = Q()
    for condition in conditions:
        found |= condition
    return found
