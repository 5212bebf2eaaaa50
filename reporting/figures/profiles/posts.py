"""Counts who serves in each position and who of them holds what is asked, by place.

As figures do: of many agencies from spells, which follow from the facts, and of stale people, as
of few agencies, from the facts themselves.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from people.directory import list_known_positions
from people.models import Posting
from plan.models import Measure
from plan.positions import name_keys, pick_positions
from reporting.figures.facts import posted_between
from reporting.figures.profiles.grouping import PlaceGroups
from reporting.figures.proofs import list_best
from reporting.models import KeyList, Spell, StalePerson
from reporting.spells import FEWEST_AGENCIES

_STALE = -1  # as a skill: the row is of nobody, and says that somebody is stale
_Line = tuple[frozenset[str], Sequence[int]]  # the keys of a position, people by level


@dataclass(frozen=True)
class PostCounts:
    """Holds people by place and skill: those of each position, at each level or above."""

    levels: Sequence[int]
    lines: dict[tuple[int, int], list[_Line]]

    def count(
        self, position: Mapping[str, str], places: Iterable[int], *, skill: int, level: int
    ) -> int:
        """Return how many of the position in the places hold the skill; 0 asks who serves."""
        keys, index = _fold_names(tuple(position.items())), self.levels.index(level)
        return sum(
            people[index]
            for place in places
            for known, people in self.lines.get((place, skill), ())
            if not keys.isdisjoint(known)
        )


def count_posts(places: PlaceGroups, day: dt.date) -> PostCounts:
    """Return the counts of the day: one to three statements, whatever is asked."""
    question = _PostQuestion(places, day)
    lines: dict[tuple[int, int], list[_Line]] = defaultdict(list)
    for place, position, skill, *people in question.read():
        lines[place, skill].append((_read_keys(position), people))
    return PostCounts(question.levels, lines)


@lru_cache(maxsize=4096)  # a nation has a few hundred positions, in as many offices as it has
def _read_keys(position: str) -> frozenset[str]:
    return _fold_names(tuple(json.loads(position).items()))


@lru_cache(maxsize=4096)  # asked of each of a nation's ten thousand units
def _fold_names(names: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(name_keys(dict(names)))


@dataclass(frozen=True)
class _PostQuestion:
    """What is counted, and of which statements it is put together."""

    places: PlaceGroups
    day: dt.date

    @cached_property
    def levels(self) -> list[int]:
        return [0, *sorted({one.level for one in self.places.requirements})]

    @cached_property
    def agencies(self) -> frozenset[int]:
        return self.places.alone.union(*self.places.groups.values())

    @cached_property
    def skills(self) -> set[int]:
        return {one.skill_id for one in self.places.requirements}

    @property
    def columns(self) -> list[str]:
        """Return the names of what is read: place, position, skill and people by level."""
        return ["place", "post", "about", *(f"n{level}" for level in self.levels)]

    def read(self) -> list[tuple[Any, ...]]:
        if not self.agencies:
            return []
        if len(self.agencies) < FEWEST_AGENCIES:
            return self._join_parts(*self._count_facts())
        # As figures do: the short statement says itself whether it may be trusted.
        rows = self._join_parts(self._count_spells(Q()), self._mark_stale())
        if all(about != _STALE for _place, _post, about, *_people in rows):
            return rows
        stale = StalePerson.objects.people()
        others = self._count_facts(person__in=stale)
        return self._join_parts(self._count_spells(~Q(person__in=stale)), *others)

    def _mark_stale(self) -> QuerySet[Any]:
        nobody = [Value(0)] * len(self.levels)
        return StalePerson.objects.mark(Value(0), Value("{}"), Value(_STALE), *nobody)

    def _join_parts(self, first: QuerySet[Any], *others: QuerySet[Any]) -> list[tuple[Any, ...]]:
        return list(first.union(*others, all=True))

    def _count_spells(self, condition: Q) -> QuerySet[Any]:
        """Count who serves and who holds: the head-count is a spell too, of no level."""
        day = self.day
        spells = Spell.objects.filter(
            condition,
            posted_between(day, day, "postings__"),
            self._has_position,
            Q(ends_on=None) | Q(ends_on__gt=day),
            measure=Measure.HELD,
            skill_key__among=KeyList({Spell.HEADCOUNT, *self.skills}),
            starts_on__lte=day,
            agency__among=KeyList(self.agencies),
        )
        return self._group(spells, "agency", "postings__position", F("skill_key"))

    @cached_property
    def _has_position(self) -> Q:
        """The condition on spells of those who have one of the positions asked: one query."""
        asked = [one.profile.position for one in self.places.requirements]
        return Q(postings__position__in=pick_positions(asked, list_known_positions()))

    def _count_facts(self, **who: Any) -> Iterator[QuerySet[Any]]:
        day, among = self.day, KeyList(self.agencies)
        postings = Posting.objects.counted_on(day).filter(agency__among=among, **who)
        yield self._group(postings, "agency", "position", Value(Spell.HEADCOUNT))
        # One filter() with the agencies: the same posting must be in the unit and cover the day.
        evidence = list_best(self.skills, day).filter(
            posted_between(day, day),
            person__postings__agency__among=among,
            person__is_active=True,
            **who,
        )
        place, post = "person__postings__agency", "person__postings__position"
        yield self._group(evidence, place, post, F("skill_id"))

    def _group(self, rows: QuerySet[Any], agency: str, post: str, about: Any) -> QuerySet[Any]:
        counts: dict[str, Any] = {
            f"n{level}": Count("pk", filter=self._reach(rows, level)) for level in self.levels
        }
        # As text: of half a million rows few have another position, and each would be read anew.
        named = Cast(post, TextField())
        told = rows.order_by().annotate(place=self._place(agency), post=named, about=about)
        return told.values("place", "post", "about").annotate(**counts).values_list(*self.columns)

    def _reach(self, rows: QuerySet[Any], level: int) -> Q | None:
        # Who serves is of no level.
        return Q(level__gte=level) if level and rows.model is not Posting else None

    def _place(self, agency: str) -> Any:
        """Return the expression for the place that an agency is counted in."""
        groups = self.places.groups.items()
        if len(groups) == 1 and not self.places.alone:
            # As a constant: for as many groups as there are agencies a database sorts all rows.
            [[place, _agencies]] = groups
            return Value(place, BigIntegerField())
        return Case(
            *(
                When(**{f"{agency}__among": KeyList(own), "then": Value(key)})
                for key, own in groups
            ),
            default=F(f"{agency}_id"),
            output_field=BigIntegerField(),
        )
