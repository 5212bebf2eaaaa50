"""Reckons paces, people a month: pure."""

from __future__ import annotations

import datetime as dt
import math

_DAYS_A_MONTH = 365.25 / 12


def needed_per_month(gap: int, due_on: dt.date, day: dt.date) -> float | None:
    """Return how many more people a month reach the target; None once reached or overdue."""
    if gap <= 0 or day > due_on:
        return None
    # The due day itself still counts, so at least one day is left.
    return people_per_month(gap, max((due_on - day).days, 1), up=True)


def people_per_month(people: int, days: int, *, up: bool = False) -> float:
    """Return people a month with one decimal, rounded down, or up if ``up``."""
    # A pace needed is rounded up and a pace reached down: neither promises too much.
    tenths = people / days * _DAYS_A_MONTH * 10
    return (math.ceil(round(tenths, 6)) if up else math.floor(round(tenths, 6))) / 10
