"""Reckons the days of runs from a pattern, such as every second Tuesday; asks no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from courses.sessions.scheduling import PartTime

MOST_RUNS = 60
MOST_DAYS = 10  # of one run
_ONE_DAY, _ONE_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
_FARTHEST_WEEKS = 104  # sessions are planned two years ahead at most
_SATURDAY = 5


@dataclass(frozen=True)
class RunPattern:
    """On which days runs begin, and how long and at what hours each meets.

    ``weekdays`` count from Monday, 0; ``clocks`` are from and until, once or twice a day.
    """

    first_day: dt.date
    weekdays: frozenset[int]
    clocks: tuple[tuple[dt.time, dt.time], ...]
    every: int = 1  # weeks
    runs: int = 1
    last_day: dt.date | None = None
    days: int = 1
    skips_weekends: bool = True
    left_out: frozenset[dt.date] = field(default_factory=frozenset)


def list_first_days(pattern: RunPattern) -> list[dt.date]:
    """Return the day on which each run begins; a day that is left out has no run."""
    days: list[dt.date] = []
    for day in _iter_matching_days(pattern):
        if len(days) == min(pattern.runs, MOST_RUNS) or day > (pattern.last_day or dt.date.max):
            break
        if day not in pattern.left_out:
            days.append(day)
    return days


def _iter_matching_days(pattern: RunPattern) -> Iterator[dt.date]:
    # Weeks count from that of the first run: every second Tuesday from a Friday on begins on the
    # next Tuesday.
    ahead = min((day - pattern.first_day.weekday()) % 7 for day in pattern.weekdays)
    first_run = pattern.first_day + ahead * _ONE_DAY
    monday = first_run - first_run.weekday() * _ONE_DAY
    for week in range(0, _FARTHEST_WEEKS + 1, pattern.every):
        for weekday in sorted(pattern.weekdays):
            day = monday + week * _ONE_WEEK + weekday * _ONE_DAY
            if day >= pattern.first_day:
                yield day


def list_parts(first: dt.date, pattern: RunPattern) -> list[PartTime]:
    """Return the parts of the run that begins on the day, an end before a beginning overnight."""
    return [
        _build_part(day, *clock)
        for day in _list_run_days(first, pattern)
        for clock in pattern.clocks
    ]


def _list_run_days(first: dt.date, pattern: RunPattern) -> list[dt.date]:
    """Return the days of a run: the first as it was chosen, the others where people work."""
    days, day = [first], first
    # A list of days that are left out may be long, and never without an end.
    for _number in range(366):
        if len(days) == pattern.days:
            break
        day += _ONE_DAY
        is_rest = pattern.skips_weekends and day.weekday() >= _SATURDAY
        if not is_rest and day not in pattern.left_out:
            days.append(day)
    return days


def _build_part(day: dt.date, begins: dt.time, ends: dt.time) -> PartTime:
    last = day + (ends <= begins) * _ONE_DAY
    return PartTime(_place_time(day, begins), _place_time(last, ends))


def _place_time(day: dt.date, clock: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, clock))
