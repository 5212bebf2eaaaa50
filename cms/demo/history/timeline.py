"""Places the demo's past in time: eighteen months that end yesterday, along an S-curve."""

from __future__ import annotations

import datetime as dt
import math
from random import Random

from django.utils import timezone

_LENGTH_DAYS = 548  # eighteen months
_STEEPNESS = 0.12


def first_day() -> dt.date:
    return last_day() - dt.timedelta(days=_LENGTH_DAYS)


def last_day() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=1)


def pick_day_on_curve(random: Random, middle: float) -> dt.date:
    """Return a day of the past; most fall around ``middle`` (0 the first day, 1 the last)."""
    low, high = (1 / (1 + math.exp((middle - end) / _STEEPNESS)) for end in (0, 1))
    # The inverse of the logistic curve, cut off where the past begins and ends.
    share = random.uniform(low, high)
    place = middle + _STEEPNESS * math.log(share / (1 - share))
    return first_day() + dt.timedelta(days=round(min(max(place, 0), 1) * _LENGTH_DAYS))


def pick_moment(random: Random, day: dt.date) -> dt.datetime:
    """Return a moment in office hours of the day."""
    time = dt.time(random.randint(9, 15), random.randint(0, 59), random.randint(0, 59))
    return timezone.make_aware(dt.datetime.combine(day, time))
