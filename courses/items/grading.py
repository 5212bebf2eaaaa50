"""Marks answers: pure functions that touch no row.

All or nothing: a question is worth one point, given only when the chosen options are exactly the
right ones. Half a rule about personal data is not knowing the rule, and a share of points for
ticking every box would reward guessing.
"""

from collections.abc import Iterable
from decimal import Decimal

_FULL_POINTS, _NO_POINTS = Decimal(1), Decimal(0)


def grade_answer(kind: str, answer_key: Iterable[str], answer: Iterable[str]) -> Decimal:
    """One point when the answer is exactly the key; an empty key is never answered."""
    key, given = set(answer_key), set(answer)
    if kind == "single" and len(given) != 1:
        return _NO_POINTS
    return _FULL_POINTS if key and given == key else _NO_POINTS


def score_percent(points: Decimal | int, maximum: Decimal | int) -> int:
    """Whole percent, rounded down, so that rounding alone never passes anyone."""
    if maximum <= 0:
        return 0
    return int(points * 100 // maximum)
