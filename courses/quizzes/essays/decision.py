"""Decides what an essay gets from the marks of one, two or three people: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

_STEP = Decimal("0.01")


def measure_difference(shares: Sequence[Decimal]) -> int | None:
    """Return by how many percent the first two marks are apart; None: there are no two."""
    return int(abs(shares[0] - shares[1]) * 100) if len(shares) > 1 else None


def count_wanted(shares: Sequence[Decimal], *, markers: int, threshold: int) -> int:
    """Return how many people mark an essay with these marks, in the order they were given."""
    difference = measure_difference(shares)
    # Exactly the threshold is near enough, as exactly the mark passes.
    is_apart = markers > 1 and difference is not None and difference > threshold
    return 3 if is_apart else markers


def decide_share(shares: Sequence[Decimal], *, markers: int, threshold: int) -> Decimal | None:
    """Return the share of points; None while a mark is missing.

    Of two that agree it is the middle. A third one has seen both: that mark counts.
    """
    wanted = count_wanted(shares, markers=markers, threshold=threshold)
    if len(shares) < wanted:
        return None
    if wanted != 2:
        return shares[wanted - 1]
    # Rounded down: rounding never passes anyone.
    return ((shares[0] + shares[1]) / 2).quantize(_STEP, rounding=ROUND_FLOOR)
