"""Places the demo's past in time: eighteen months that end yesterday, along an S-curve."""

from __future__ import annotations

import datetime as dt
import math
from random import Random

from django.utils import timezone

LENGTH = 548  # days
STEEPNESS = 0.12


def first_day() -> dt.date:
    return last_day() - dt.timedelta(days=LENGTH)


def last_day() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=1)


def day_on_curve(random: Random, middle: float) -> dt.date:
    """A day of the past; most fall around ``middle`` (0 the first day, 1 the last)."""
    low, high = (1 / (1 + math.exp((middle - end) / STEEPNESS)) for end in (0, 1))
    share = random.uniform(low, high)
    place = middle + STEEPNESS * math.log(share / (1 - share))
    return first_day() + dt.timedelta(days=round(min(max(place, 0), 1) * LENGTH))


def moment_on(random: Random, day: dt.date) -> dt.datetime:
    """A moment in office hours of the day."""
    time = dt.time(random.randint(9, 15), random.randint(0, 59), random.randint(0, 59))
    return timezone.make_aware(dt.datetime.combine(day, time))
