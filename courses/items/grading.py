"""Grades answers: pure functions that touch no row."""

from collections.abc import Collection
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from courses.items.kinds import find_kind

_FULL_POINTS, _NO_POINTS, _STEP = Decimal(1), Decimal(0), Decimal("0.01")


def grade_answer(
    kind: str,
    answer_key: Any,
    answer: Collection[str],
    *,
    rule: str = "all_or_nothing",
    offered: int = 0,
) -> Decimal:
    """Return the point that the answer gets, or with the rule ``partial`` a share of it.

    A share is that of the right parts less that of the wrong ticks. ``offered``: how many options
    there are; 0: not known.
    """
    # All or nothing unless the quiz asks for shares: they reward guessing.
    wrong_options = max(offered - len(answer_key), 0)
    share = find_kind(kind).grade_share(answer_key, answer, wrong_options)
    if share == 1:
        return _FULL_POINTS
    if rule != "partial":
        return _NO_POINTS
    # Rounded down: what is not wholly right never gets the whole point.
    points = Decimal(share.numerator) / Decimal(share.denominator)
    return points.quantize(_STEP, rounding=ROUND_FLOOR)


def score_percent(points: Decimal | int, maximum: Decimal | int) -> int:
    """Return whole percent, 0 when the maximum is 0."""
    if maximum <= 0:
        return 0
    return int(points * 100 // maximum)  # rounded down: rounding never passes anyone
