"""Counts a question for units in one statement: from the facts, and of large units from sums.

Of small units the facts are counted as fast as what follows from them. Sums of a large unit have
the spells of stale people as they were: these are taken away, and the facts added. Mostly nobody
is stale, so a short statement is asked first, which says whether somebody was. One statement sees
one state of the database: what it adds up is exact, folded or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import add

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet, Value

from reporting.figures.facts import count_facts, count_stale_facts
from reporting.figures.question import Question
from reporting.figures.stored import Sums, count_spells, read_sums, take_stale_spells
from reporting.figures.subtree import KnownTallies, KnownTally, Subtree
from reporting.models import StalePerson, Tally, TallyAgency
from reporting.spells import FEWEST_AGENCIES, digest_agencies

_FACTS, _SUMS, _TALLIES, _STALE = range(4)
_TRIES, _NO_UNIT = 3, 0


class Counts(dict[tuple[int, int], list[int]]):
    """Holds a number for each column by unit and skill; of what was not found these are zeros."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._zeros = [0] * len(question.all_columns)

    def __missing__(self, key: tuple[int, int]) -> list[int]:
        self[key] = found = self._zeros.copy()
        return found


def count_by_unit(subtree: Subtree, question: Question) -> Counts:
    """Return how many there are for each column, by unit and skill."""
    for _attempt in range(_TRIES):
        plan = _Plan.of(subtree, question)
        counts = plan.count()
        if counts is not None:
            return counts
    subtree.known.is_stale = True
    found = _Plan(subtree, question).count()
    assert found is not None  # noqa: S101 – without sums, and in full, nothing can differ
    return found


@dataclass(frozen=True)
class _Plan:
    """What is asked, and the units that have sums: for each the agencies these are of."""

    subtree: Subtree
    question: Question
    tallies: dict[int, int] = field(default_factory=dict)  # the tally's id by unit
    counted_on: dt.date | None = None  # the day of their totals
    summed: dict[int, frozenset[int]] = field(default_factory=dict)
    weights: dict[tuple[int, dt.date], list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, subtree: Subtree, question: Question) -> _Plan:
        days, units = question.days, [unit.pk for unit in subtree.units]
        within = {unit: [subtree.agencies_of(unit, day) for day in days] for unit in units}
        large = [unit for unit in units if max(map(len, within[unit])) >= FEWEST_AGENCIES]
        # Positions and grades are not in sums.
        if not large or not question.audience.is_everybody:
            return cls(subtree, question)
        known = _read_tallies(subtree.known)
        found = {unit: known[unit] for unit in large if unit in known}
        # Totals are moved to a day together; one that is not of the last is not read.
        last = max((one.day for one in found.values()), default=None)
        found = {unit: one for unit, one in found.items() if one.day == last}
        tallies = {unit: one.pk for unit, one in found.items()}
        summed = {
            unit: _find_same(within[unit], one.digest) or _read_agencies(one.pk)
            for unit, one in found.items()
        }
        return cls(subtree, question, tallies, last, summed)

    def count(self) -> Counts | None:
        """Ask the database; None where it is no longer in the state that was found."""
        counts = Counts(self.question)
        there: set[int] = set()
        known = self.subtree.known
        for part, key, skill, *numbers in self._ask():
            # A page of a nation reads thousands: what is read most, and quickly, stands first.
            if part == _SUMS:
                own = counts.get((key, skill))
                counts[key, skill] = list(map(add, own, numbers)) if own else numbers
            elif part == _FACTS:
                self._add_facts(counts, key, skill, numbers)
            elif part == _TALLIES:
                there.add(key)
            else:
                known.is_stale = True
                return None
        if there == set(self.tallies):
            return counts
        # Sums of a unit may be made anew between reading which there are and adding them up.
        known.by_unit = None
        return None

    def _add_facts(self, counts: Counts, agency: int, skill: int, numbers: list[int]) -> None:
        for day, columns in self._columns_by_day.items():
            for unit, weight in self._weigh(agency, day):
                own = counts[unit, skill]
                for index in columns:
                    own[index] += weight * numbers[index]

    @cached_property
    def _columns_by_day(self) -> Mapping[dt.date, Sequence[int]]:
        found: dict[dt.date, list[int]] = {}
        for index, column in enumerate(self.question.all_columns):
            found.setdefault(column.day, []).append(index)
        return found

    def _ask(self) -> Iterable[tuple[int, ...]]:
        first, *others = self._build_parts()
        return _read_plain(first.union(*others, all=True) if others else first)

    def _build_parts(self) -> Iterator[QuerySet]:
        question, is_stale = self.question, self.subtree.known.is_stale
        direct = self._list_direct()
        # What the facts ask of each proof by kind, and what many agencies have, spells know.
        is_much = question.kinds != ("",) or len(direct) >= FEWEST_AGENCIES
        from_spells = bool(direct) and is_much and question.is_in_spells
        if from_spells:
            yield self._select(_FACTS, count_spells(question, direct, but_stale=is_stale))
        if (direct or not self.tallies) and (is_stale or not from_spells):
            facts = count_facts(question, direct, stale_only=from_spells)
            yield self._select(_FACTS, facts)
        if self.counted_on:
            yield from self._build_sums(Sums(frozenset(self.tallies.values()), self.counted_on))
        if not is_stale and (from_spells or self.tallies):
            nobody = [Value(0)] * (2 + len(question.all_columns))
            yield StalePerson.objects.mark(Value(_STALE), *nobody)

    def _build_sums(self, sums: Sums) -> Iterator[QuerySet]:
        added = list(read_sums(self.question, sums))
        if self.subtree.known.is_stale:
            added.append(take_stale_spells(self.question, sums))
            added.append(count_stale_facts(self.question, sums.tallies))
        for rows in added:
            yield self._select(_SUMS, rows)
        yield self._select_tallies(sums)

    def _select(self, part: int, rows: QuerySet) -> QuerySet:
        rows = rows.annotate(part=Value(part))
        return rows.values_list("part", "key", "skill_key", *self.question.name_columns())

    def _select_tallies(self, sums: Sums) -> QuerySet:
        found = Tally.objects.filter(pk__among=sums.keys, day=sums.day)
        zeros = [Value(0)] * (1 + len(self.question.all_columns))
        return found.values_list(Value(_TALLIES), F("unit_id"), *zeros)

    def _weigh(self, agency: int, day: dt.date) -> Sequence[tuple[int, int]]:
        """Return the units that a row of an agency adds to on a day, and how often."""
        found = (agency, day)
        if found not in self.weights:
            self.weights[found] = list(self._weigh_agency(*found))
        return self.weights[found]

    def _weigh_agency(self, agency: int, day: dt.date) -> Iterator[tuple[int, int]]:
        # What came to a unit since it was added up is counted, and what left is taken away.
        within = set(self.subtree.units_containing(agency, day))
        for unit in {*within, *self.summed}:
            if weight := (unit in within) - (agency in self.summed.get(unit, ())):
                yield unit, weight

    def _list_direct(self) -> Collection[int]:
        """Return the agencies whose people are counted: those that sums have not, or no more."""
        days = self.question.days
        if not self.tallies:
            return self.subtree.agencies_on(*days)
        found: set[int] = set()
        for unit in self.subtree.units:
            summed = self.summed.get(unit.pk, frozenset())
            for day in days:
                found |= self.subtree.agencies_of(unit.pk, day) ^ summed
        return found


def _read_plain(rows: QuerySet) -> Iterable[tuple[int, ...]]:
    """Return rows of whole numbers as the database tells them."""
    # Django would look at each number of a nation's thousands by itself.
    try:
        statement = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def _read_tallies(known: KnownTallies) -> dict[int, KnownTally]:
    if known.by_unit is None:
        rows = Tally.objects.values_list("unit_id", *KnownTally._fields)
        nothing = Value(0), Value(""), Value(dt.date.min)
        mark = StalePerson.objects.mark(Value(_NO_UNIT), *nothing)
        found = {unit: KnownTally(*one) for unit, *one in rows.union(mark, all=True)}
        # Told together: where it is known to be long, no short statement is asked in vain.
        known.is_stale |= found.pop(_NO_UNIT, None) is not None
        known.by_unit = found
    return known.by_unit


def _find_same(within: Iterable[frozenset[int]], digest: str) -> frozenset[int] | None:
    return next((ids for ids in within if digest_agencies(ids) == digest), None)


def _read_agencies(tally: int) -> frozenset[int]:
    rows = TallyAgency.objects.filter(tally=tally)
    return frozenset(rows.values_list("agency_id", flat=True))
