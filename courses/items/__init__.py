"""Draws, grades and withdraws questions; grading touches no row."""

from courses.items.draw import (
    draw_questions,
    generate_seed,
    list_drawable_versions,
    redraw_questions,
)
from courses.items.grading import grade_answer, score_percent
from courses.items.withdrawal import MissingNote, withdraw_item_version

__all__ = [
    "MissingNote",
    "draw_questions",
    "generate_seed",
    "grade_answer",
    "list_drawable_versions",
    "redraw_questions",
    "score_percent",
    "withdraw_item_version",
]
