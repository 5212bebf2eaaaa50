"""Grades answers: pure functions that touch no row."""

from collections.abc import Iterable
from decimal import Decimal

_FULL_POINTS, _NO_POINTS = Decimal(1), Decimal(0)


def grade_answer(kind: str, answer_key: Iterable[str], answer: Iterable[str]) -> Decimal:
    """Return one point when the answer is exactly the key, else none; an empty key gives none."""
    # All or nothing: a share of the points for ticking every box would reward guessing.
    key, given = set(answer_key), set(answer)
    if kind == "single" and len(given) != 1:
        return _NO_POINTS
    return _FULL_POINTS if key and given == key else _NO_POINTS


def score_percent(points: Decimal | int, maximum: Decimal | int) -> int:
    """Return whole percent, 0 when the maximum is 0."""
    if maximum <= 0:
        return 0
    return int(points * 100 // maximum)  # rounded down: rounding never passes anyone
