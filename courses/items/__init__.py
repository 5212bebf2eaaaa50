"""Draws, grades and withdraws questions; grading touches no row."""

from courses.items.draw import (
    count_questions,
    draw_from_quiz,
    draw_questions,
    generate_seed,
    list_drawable_versions,
    read_plan,
    redraw_questions,
)
from courses.items.grading import grade_answer, score_percent
from courses.items.withdrawal import MissingNote, withdraw_item_version

__all__ = [
    "MissingNote",
    "count_questions",
    "draw_from_quiz",
    "draw_questions",
    "generate_seed",
    "grade_answer",
    "list_drawable_versions",
    "read_plan",
    "redraw_questions",
    "score_percent",
    "withdraw_item_version",
]
