"""Finds the days on which a letter of figures is due."""

from __future__ import annotations

import datetime as dt

from reporting.models import FigureLetter

_ONE_DAY = dt.timedelta(days=1)


def find_next_day(rhythm: str, day: int | None, after: dt.date) -> dt.date | None:
    """Return the first day of the rhythm after another; None for letters of locked months."""
    if day is None:
        return None
    if rhythm == FigureLetter.Rhythm.WEEKLY:
        ahead = (day - after.isoweekday() - 1) % FigureLetter.MOST_WEEKDAY + 1
        return after + ahead * _ONE_DAY
    if after.day < day:
        return after.replace(day=day)
    # Every month is shorter than 32 days and has the day, which is 28 at most.
    return (after.replace(day=1) + 31 * _ONE_DAY).replace(day=day)
