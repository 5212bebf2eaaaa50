"""Assigns courses, programmes and class sessions to people, with due days and reminders."""

from courses.assignments.duties import Duty, list_duties
from courses.assignments.making import DueRule, draft_assignment, make_assignment
from courses.assignments.reaching import apply_assignment
from courses.assignments.requests import ask_about_assignment

__all__ = [
    "DueRule",
    "Duty",
    "apply_assignment",
    "ask_about_assignment",
    "draft_assignment",
    "list_duties",
    "make_assignment",
]
