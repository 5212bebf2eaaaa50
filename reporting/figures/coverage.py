"""Counts how many people a unit has for a skill on a day, by measure; nothing else counts them.

A unit is an agency and everything under it. *Held now* counts persons posted in the unit on the
day, whose account is active, with valid evidence of the skill at the level or above, without
self-claims. *Trained here*
counts completions that happened in the unit up to the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from certification.models import Evidence
from people.models import Agency
from plan.models import Measure, Skill
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.counting import Counts, count_by_unit
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree

SkillLevel = tuple[Skill, int]


_NO_KINDS: Mapping[str, int] = MappingProxyType({})


# Not frozen: a page of a nation makes thousands, and each would take ten times as long.
@dataclass
class CoverageFigure:
    """Holds the ``count`` of people (or completions) for a unit, a skill and a level or above.

    ``kinds`` add up to it where they were asked: each counts by what proves the level most.
    """

    unit: Agency
    skill: Skill
    level: int
    day: dt.date
    measure: Measure
    count: int
    kinds: Mapping[str, int] = field(default_factory=dict)


def count_coverage(
    units: Sequence[Agency], pairs: Sequence[SkillLevel], *, day: dt.date, measure: Measure
) -> list[CoverageFigure]:
    """Return a figure for every unit and (skill, level), in as many queries as for one."""
    return coverage_over(Subtree.of(units, since=day), pairs, days=[day], measure=measure)


@dataclass(frozen=True)
class Coverage:
    """Holds what is counted of units, skills, levels and days, and makes a figure of it on demand.

    A unit with many below it has thousands, of which a page of the API tells a hundred.
    """

    counts: Counts
    measure: Measure
    columns: Mapping[tuple[int, dt.date], int]  # where the numbers of a level and day begin
    kinds: Sequence[str]

    @classmethod
    def of(
        cls,
        subtree: Subtree,
        pairs: Sequence[SkillLevel],
        *,
        days: Sequence[dt.date],
        measure: Measure,
        audience: TargetAudience = EVERYBODY,
        by_kind: bool = False,
    ) -> Coverage:
        """Count: a query, a second for large units."""
        columns = tuple(product(sorted({level for _skill, level in pairs}), days))
        skills = frozenset(skill.pk for skill, _level in pairs)
        kinds = Evidence.COUNTED if by_kind else ("",)
        question = Question(measure, skills, columns, audience, kinds)
        is_asked = subtree.units and pairs and days
        counts = count_by_unit(subtree, question) if is_asked else Counts(question)
        begins = {column: index * len(kinds) for index, column in enumerate(columns)}
        return cls(counts, measure, begins, kinds)

    def tell(self, unit: Agency, pair: SkillLevel, day: dt.date) -> CoverageFigure:
        """Return the figure of one of the units, skills and days that were asked."""
        skill, level = pair
        first = self.columns[level, day]
        numbers = self.counts[unit.pk, skill.pk][first : first + len(self.kinds)]
        shares = dict(zip(self.kinds, numbers, strict=True)) if self._is_by_kind else _NO_KINDS
        return CoverageFigure(unit, skill, level, day, self.measure, sum(numbers), shares)

    @cached_property
    def _is_by_kind(self) -> bool:
        return len(self.kinds) > 1


def coverage_over(
    subtree: Subtree,
    pairs: Sequence[SkillLevel],
    *,
    days: Sequence[dt.date],
    measure: Measure,
    audience: TargetAudience = EVERYBODY,
    by_kind: bool = False,
) -> list[CoverageFigure]:
    """Return a figure for every unit, (skill, level) and day.

    Of an audience those count who belong to it on the day, or did when they were trained.
    """
    counted = Coverage.of(
        subtree, pairs, days=days, measure=measure, audience=audience, by_kind=by_kind
    )
    return [counted.tell(*asked) for asked in product(subtree.units, pairs, days)]


class KindCount(NamedTuple):
    """How many people a kind of evidence proves a skill of."""

    kind: str
    label: str
    people: int


def count_holders_by_kind(
    subtree: Subtree,
    pair: SkillLevel,
    *,
    day: dt.date,
    measure: Measure = Measure.HELD,
    audience: TargetAudience = EVERYBODY,
) -> list[KindCount]:
    """Return how many of the subtree's unit hold the skill by each kind of evidence, most first.

    They add up to the figure: a person is of the kind that proves the level they hold most.
    """
    unit = subtree.narrow_to(subtree.units[:1])
    [figure] = coverage_over(
        unit, [pair], days=[day], measure=measure, audience=audience, by_kind=True
    )
    return sort_kinds(figure)


def sort_kinds(figure: CoverageFigure) -> list[KindCount]:
    """Return the kinds that a figure was counted by, without those of nobody, most first."""
    labels = dict(Evidence.Kind.choices)
    found = sorted(figure.kinds.items(), key=lambda one: -one[1])
    return [KindCount(kind, str(labels[kind]), people) for kind, people in found if people]
