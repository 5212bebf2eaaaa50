"""Reckons what a target would come to by another due day, or with one more session.

Nothing is written: a wish is part of the question, and its answer a forecast by today's pace.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plan.models import Measure
from reporting.figures.targets import TargetRow, needed_per_month

_DAYS_A_MONTH = 365.25 / 12
_WHOLE = 100  # percent


class Outlook(TextChoices):
    """Names what a forecast says of a target."""

    REACHED = "reached", _("would be reached")
    OPEN = "open", _("may be reached")
    MISSED = "missed", _("would be missed")


@dataclass(frozen=True)
class Wish:
    """What one would change: the due day, and a session of so many seats on a day."""

    due_on: dt.date
    seats: int
    session_on: dt.date
    attendance: int
    passing: int

    @property
    def learners(self) -> int:
        """Return how many of the seats would hold the skill afterwards, rounded down."""
        return count_learners(self.seats, self.attendance, self.passing)


@dataclass(frozen=True)
class Forecast:
    """How many would hold the skill on the due day: by the slower and by the faster pace."""

    due_on: dt.date
    low: int
    high: int
    asked: int
    extra: int
    needed: float | None

    @property
    def gap(self) -> int:
        """Return how many would be missing by the slower pace."""
        return max(self.asked - self.low, 0)

    @property
    def outlook(self) -> Outlook:
        if self.low >= self.asked:
            return Outlook.REACHED
        return Outlook.OPEN if self.high >= self.asked else Outlook.MISSED


def forecast_target(
    row: TargetRow, wish: Wish | None = None, *, lacking: int | None = None
) -> Forecast:
    """Return the forecast by the paces of 90 and of 180 days, as it is or as one wishes.

    Where it is known who is ``lacking`` it, no more learn it than these.
    """
    due_on = wish.due_on if wish else row.target.due_on
    most = _find_most(row, lacking)
    extra = wish.learners if wish and row.day <= wish.session_on <= due_on else 0
    extra = min(extra, max(most - row.held, 0))
    months = max((due_on - row.day).days, 0) / _DAYS_A_MONTH
    low, high = (
        # Rounded down, as paces are: a forecast promises nobody too much.
        min(max(row.held + extra + math.floor(pace * months), 0), most)
        for pace in sorted((row.lately, row.longer))
    )
    needed = needed_per_month(row.asked - row.held - extra, due_on, row.day)
    return Forecast(due_on, low, high, row.asked, extra, needed)


def _find_most(row: TargetRow, lacking: int | None) -> int:
    """Return how many could hold it: those posted, as far as they are counted."""
    if lacking is not None:
        return row.held + lacking
    # What was trained here stays here when people leave.
    is_bounded = row.posted is not None and row.measure == Measure.HELD
    return max(row.posted or 0, row.held) if is_bounded else sys.maxsize


def count_learners(seats: int, attendance: int, passing: int) -> int:
    """Return how many learn on so many seats, by the shares in percent who come and who pass."""
    return seats * attendance * passing // (_WHOLE * _WHOLE)
