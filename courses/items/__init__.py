"""Draws, grades, counts and withdraws questions; grading touches no row."""

from courses.items import corrections, draw, keys, media, sections, statistics
from courses.items.draw import generate_seed
from courses.items.grading import grade_answer, score_percent
from courses.items.withdrawal import withdraw_item_version

__all__ = [
    "corrections",
    "draw",
    "generate_seed",
    "grade_answer",
    "keys",
    "media",
    "score_percent",
    "sections",
    "statistics",
    "withdraw_item_version",
]
