"""Says what is counted: for which skills, from which levels, on which days, of which kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from django.db.models import Q

from plan.models import Measure
from plan.targets import EVERYBODY, TargetAudience


class Column(NamedTuple):
    """Asks for a level or above on a day, of people with one kind of proof; of all where empty."""

    level: int
    day: dt.date
    kind: str = ""


@dataclass(frozen=True)
class Question:
    """A number is counted for each skill and column; a column is a level or above, and a day.

    Each column is counted for each of the ``kinds``: by the strongest proof of the level that is
    held, so that a person is of one kind. Without skills it asks for the head-count.
    """

    measure: Measure
    skills: frozenset[int]
    columns: tuple[tuple[int, dt.date], ...]
    audience: TargetAudience = EVERYBODY
    kinds: tuple[str, ...] = ("",)

    @cached_property
    def all_columns(self) -> Sequence[Column]:
        """Return what is counted, in the order of the numbers: the kinds of a column together."""
        return [Column(*column, kind) for column, kind in product(self.columns, self.kinds)]

    @cached_property
    def days(self) -> Sequence[dt.date]:
        return sorted({day for _level, day in self.columns})

    @cached_property
    def lowest(self) -> int:
        return min(level for level, _day in self.columns)

    @property
    def is_in_spells(self) -> bool:
        """Return whether spells answer it: they know when somebody served, not as what."""
        # Who serves as what on a day, postings say; who learnt as what, the completions alone.
        return self.audience.is_everybody or (self.measure == Measure.HELD and bool(self.skills))

    def from_level(self, column: Column) -> Q:
        """Return the condition of a column's level; what all rows meet is not asked again."""
        return Q(level__gte=column.level) if column.level > self.lowest else Q()

    def meets(self, column: Column) -> Q:
        """Return the condition on rows that have a level and the strongest kind of proof."""
        return self.from_level(column) & (Q(kind=column.kind) if column.kind else Q())

    def on_its_day(self, condition: Q) -> Q:
        """Return what a column asks of its day; of one day all rows meet it, asked once."""
        return condition if len(self.days) > 1 else Q()

    @property
    def first(self) -> dt.date:
        return self.days[0]

    @property
    def last(self) -> dt.date:
        return self.days[-1]

    def build_columns(self, count: Callable[[Column], Any]) -> dict[str, Any]:
        """Return what each column counts: one pass over the rows instead of one for each."""
        return {f"n{index}": count(column) for index, column in enumerate(self.all_columns)}

    def name_columns(self) -> list[str]:
        return [f"n{index}" for index in range(len(self.all_columns))]
