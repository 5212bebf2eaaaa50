"""Counts a question for units in one statement: from the facts, and of large units from sums.

Of small units the facts are counted as fast as what follows from them. Sums of a large unit have
the spells of stale people as they were: these are taken away, and the facts added. One statement
sees one state of the database: what it adds up is exact, folded or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet, Value

from reporting.figures.facts import count_facts
from reporting.figures.question import Question
from reporting.figures.stored import count_month, count_stale_spells, sum_cells
from reporting.figures.subtree import KnownTallies, Subtree
from reporting.models import Tally, TallyAgency
from reporting.spells import FEWEST_AGENCIES, digest_agencies

Counts = Counter[tuple[int, int, int]]  # unit, skill and number of the column
_FACTS, _STALE_SPELLS, _STALE_FACTS, _SUMS, _TALLIES = range(5)
_TRIES = 3


def count_by_unit(subtree: Subtree, question: Question) -> Counts:
    """Return the counts that are not zero."""
    for _attempt in range(_TRIES):
        # Sums of a unit may be made anew between reading which there are and adding them up.
        plan = _Plan.of(subtree, question)
        counts = plan.count()
        if counts is not None:
            return counts
        subtree.known.by_unit = None
    found = _Plan(subtree, question).count()
    assert found is not None  # noqa: S101 – without sums nothing can be made anew
    return found


@dataclass(frozen=True)
class _Plan:
    """What is asked, and the units that have sums: for each the agencies these are of."""

    subtree: Subtree
    question: Question
    tallies: dict[int, int] = field(default_factory=dict)  # the tally's id by unit
    summed: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, subtree: Subtree, question: Question) -> _Plan:
        days, units = question.days, [unit.pk for unit in subtree.units]
        within = {unit: [subtree.agencies_of(unit, day) for day in days] for unit in units}
        large = [unit for unit in units if max(map(len, within[unit])) >= FEWEST_AGENCIES]
        # Positions and grades are not in spells.
        if not large or not question.audience.is_everybody:
            return cls(subtree, question)
        known = _read_tallies(subtree.known)
        found = {unit: known[unit] for unit in large if unit in known}
        tallies = {unit: pk for unit, (pk, _digest) in found.items()}
        summed = {
            unit: _find_same(within[unit], digest) or _read_agencies(pk)
            for unit, (pk, digest) in found.items()
        }
        return cls(subtree, question, tallies, summed)

    def count(self) -> Counts | None:
        """Ask the database; None where sums are no longer those that were found."""
        counts: Counts = Counter()
        there: set[int] = set()
        for part, key, skill, *numbers in self._ask():
            if part == _TALLIES:
                there.add(key)
            for index, number in enumerate(numbers):
                if number:
                    for unit, weight in self._weigh(part, key, index):
                        counts[unit, skill, index] += weight * number
        return counts if there == set(self.tallies) else None

    def _ask(self) -> Iterable[tuple[int, ...]]:
        question = self.question
        direct = self._list_direct()
        parts = []
        if direct or not self.tallies:
            parts.append(self._select(_FACTS, count_facts(question, direct)))
        if self.tallies:
            tallies, summed = list(self.tallies.values()), self._list_summed()
            parts += [
                self._select(_STALE_SPELLS, count_stale_spells(question, summed)),
                self._select(_STALE_FACTS, count_facts(question, summed, stale_only=True)),
                self._select(_SUMS, sum_cells(question, tallies)),
                self._select(_SUMS, count_month(question, tallies)),
                self._select_tallies(tallies),
            ]
        return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]

    def _select(self, part: int, rows: QuerySet) -> QuerySet:
        rows = rows.annotate(part=Value(part))
        return rows.values_list("part", "key", "skill_key", *self.question.name_columns())

    def _select_tallies(self, tallies: list[int]) -> QuerySet:
        zeros = {name: Value(0) for name in ("skill_key", *self.question.name_columns())}
        found = Tally.objects.filter(pk__in=tallies).annotate(part=Value(_TALLIES), **zeros)
        return found.values_list("part", "unit_id", *zeros)

    def _weigh(self, part: int, key: int, index: int) -> Iterator[tuple[int, int]]:
        """Yield the units that a row adds to, and how often."""
        if part == _SUMS:
            yield key, 1
        elif part == _FACTS:
            # What came to a unit since it was added up is counted, and what left is taken away.
            within = set(self.subtree.units_containing(key, self.question.columns[index][1]))
            for unit in {*within, *self.summed}:
                if weight := (unit in within) - (key in self.summed.get(unit, ())):
                    yield unit, weight
        else:
            sign = -1 if part == _STALE_SPELLS else 1
            yield from ((unit, sign) for unit, ids in self.summed.items() if key in ids)

    def _list_direct(self) -> list[int]:
        """Return the agencies whose people are counted: those that sums have not, or no more."""
        days = self.question.days
        if not self.tallies:
            return self.subtree.agencies_on(*days)
        found: set[int] = set()
        for unit in self.subtree.units:
            summed = self.summed.get(unit.pk, frozenset())
            for day in days:
                found |= self.subtree.agencies_of(unit.pk, day) ^ summed
        return sorted(found)

    def _list_summed(self) -> list[int]:
        return sorted(frozenset().union(*self.summed.values()))


def _read_tallies(known: KnownTallies) -> dict[int, tuple[int, str]]:
    if known.by_unit is None:
        rows = Tally.objects.values_list("unit_id", "pk", "digest")
        known.by_unit = {unit: (pk, digest) for unit, pk, digest in rows}
    return known.by_unit


def _find_same(within: Iterable[frozenset[int]], digest: str) -> frozenset[int] | None:
    return next((ids for ids in within if digest_agencies(ids) == digest), None)


def _read_agencies(tally: int) -> frozenset[int]:
    rows = TallyAgency.objects.filter(tally=tally)
    return frozenset(rows.values_list("agency_id", flat=True))
