"""Reads the account of a year: hours by kind, what is asked, and what came over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from heapq import nsmallest
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from courses.hours.requirements import find_postings, load_rules, pick_minutes
from courses.hours.sources import HoursEntry, count_learning_minutes, read_entries
from courses.hours.years import LearningYear
from courses.models.hours import HoursKind, HoursRequirement
from people.models import Person

_MANY = 10_000  # people of whom hours are asked


@dataclass(frozen=True)
class HoursAccount:
    """A person's year in minutes; without ``required`` nothing is asked."""

    year: LearningYear
    entries: tuple[HoursEntry, ...]
    required: int | None
    carried: int = 0

    @property
    def done(self) -> int:
        return sum(entry.minutes for entry in self.entries)

    @property
    def total(self) -> int:
        return self.done + self.carried

    @property
    def missing(self) -> int:
        return max(0, (self.required or 0) - self.total)

    @property
    def by_kind(self) -> list[tuple[HoursKind, int]]:
        """Return the minutes of each kind, in the order of the kinds."""
        return [
            (kind, sum(one.minutes for one in self.entries if one.kind == kind))
            for kind in HoursKind
        ]


def carry_over(done: int, required: int | None) -> int:
    """Return the minutes of a year beyond what was asked that count in the next one.

    Only what was learnt in that year: what it was given itself is not handed on again.
    """
    if required is None:
        return 0
    return min(max(0, done - required), settings.LEARNING_HOURS_CARRIED * 60)


def read_account(person: Person, year: LearningYear) -> HoursAccount:
    """Return the account of a person's year."""
    one = Person.objects.filter(pk=person.pk)
    required = find_required_minutes(one, year).get(person.pk)
    carried = _count_carried(one, year).get(person.pk, 0)
    return HoursAccount(year, tuple(read_entries(person, year)), required, carried)


def find_required_minutes(
    people: QuerySet[Person], year: LearningYear, rules: Sequence[HoursRequirement] | None = None
) -> dict[int, int]:
    """Return what is asked of each of the people; who is not in it is asked for nothing.

    ``rules`` are all that there are, where the caller has read them.
    """
    rules = load_rules() if rules is None else rules
    rules = [rule for rule in rules if rule.since <= year.number]
    if not rules:
        return {}
    # A nation has few grades in each of its offices, and many people.
    pick = cache(partial(pick_minutes, rules))
    posts = find_postings(people, year).order_by("valid_from")
    asked = {
        person: pick(path, grade)
        for person, path, grade in posts.values_list("person", "agency__path", "grade")
    }
    return {person: minutes for person, minutes in asked.items() if minutes}


def _count_carried(people: QuerySet[Person], year: LearningYear) -> dict[int, int]:
    if not settings.LEARNING_HOURS_CARRIED:
        return {}
    before = year.year_before
    done, required = count_learning_minutes(people, before), find_required_minutes(people, before)
    return {person: carry_over(done[person], asked) for person, asked in required.items()}


# A tuple: of a nation a hundred thousand are built for a page.
class HoursStanding(NamedTuple):
    """Minutes that a person has and is asked for."""

    total: int
    required: int

    @property
    def missing(self) -> int:
        return max(0, self.required - self.total)


def read_standings(
    people: QuerySet[Person], year: LearningYear, rules: Sequence[HoursRequirement] | None = None
) -> dict[int, HoursStanding]:
    """Return the standing of each of the people of whom hours are asked, as above."""
    required = find_required_minutes(people, year, rules)
    if not required:
        return {}
    if len(required) > _MANY:
        # Of everybody: the hours are read sooner than for each is asked where their person serves.
        people = Person.objects.all()
    done, carried = count_learning_minutes(people, year), _count_carried(people, year)
    return _build_standings(required, done, carried)


def _build_standings(
    required: Mapping[int, int], done: Mapping[int, int], carried: Mapping[int, int]
) -> dict[int, HoursStanding]:
    return {
        person: HoursStanding(done.get(person, 0) + carried.get(person, 0), asked)
        for person, asked in required.items()
    }


def list_lacking(standings: Mapping[int, HoursStanding], most: int) -> tuple[list[int], int]:
    """Return who lacks hours, those who lack most first, so many of them; and how many do."""
    lacking = [
        (one.total - one.required, person)
        for person, one in standings.items()
        if one.total < one.required
    ]
    return [person for _missing, person in nsmallest(most, lacking)], len(lacking)
