"""Rules how much time somebody has for a test: one pure function, and what adds up to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class TimeAllowance:
    """Percent of the usual time, and minutes of breaks on top of it."""

    percent: int = 100
    break_minutes: int = 0


def merge_allowances(allowances: Iterable[TimeAllowance]) -> TimeAllowance:
    """Return the best of each: a second accommodation takes nothing away."""
    best = TimeAllowance()
    for one in allowances:
        best = TimeAllowance(
            max(best.percent, one.percent), max(best.break_minutes, one.break_minutes)
        )
    return best


def allow_minutes(
    limit: int | None, allowance: TimeAllowance | None = None, *, granted: int = 0
) -> int | None:
    """Return the minutes of a test for one person; None where it has no limit.

    The factor is of the time that everybody has, rounded up; breaks and minutes that were granted
    come on top and are not multiplied.
    """
    if not limit:
        return limit
    allowance = allowance or TimeAllowance()
    # In whole numbers: a factor such as 1.1 has no exact float.
    return -(-limit * allowance.percent // 100) + allowance.break_minutes + granted
