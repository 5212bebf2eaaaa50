"""Gathers hours from wherever people learn: each source tells those of a person and of many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from courses.hours.years import LearningYear
from courses.models.hours import HoursKind
from people.models import Person


@dataclass(frozen=True)
class HoursEntry:
    """One line of an account: what was learnt on which day, and how long it took."""

    day: dt.date
    minutes: int
    kind: HoursKind
    titles: Mapping[str, str]  # by language, or under one


@dataclass(frozen=True)
class HoursSource:
    """A place where people learn; ``count`` returns minutes by the id of the person."""

    key: str
    read: Callable[[Person, LearningYear], Iterable[HoursEntry]]
    count: Callable[[QuerySet[Person], LearningYear], Mapping[int, int]]


_sources: dict[str, HoursSource] = {}


def register_hours_source(source: HoursSource) -> None:
    """Count the hours of the source in every account."""
    _sources[source.key] = source


def read_entries(person: Person, year: LearningYear) -> list[HoursEntry]:
    """Return the lines of the person's year, the newest first."""
    found = [entry for source in _sources.values() for entry in source.read(person, year)]
    return sorted(found, key=lambda entry: entry.day, reverse=True)


def count_learning_minutes(people: QuerySet[Person], year: LearningYear) -> Counter[int]:
    """Return the minutes of each of the people in the year; one query a source."""
    counted: Counter[int] = Counter()
    for source in _sources.values():
        counted.update(source.count(people, year))
    return counted
