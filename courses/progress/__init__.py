"""Writes enrolments and what a learner has done, and reads how far they are."""

from courses.progress.completion import (
    complete_finished_enrolments,
    complete_lesson,
    visit_lesson,
)
from courses.progress.enrolment import current_enrolment, enrol_person, record_end
from courses.progress.lesson_delivery import resolve_lesson
from courses.progress.outline import load_outlines
from courses.progress.progress import get_progress
from courses.progress.reading_time import HURRIED_MARK_PERCENT
from courses.progress.renewal import is_renewable

__all__ = [
    "HURRIED_MARK_PERCENT",
    "complete_finished_enrolments",
    "complete_lesson",
    "current_enrolment",
    "enrol_person",
    "get_progress",
    "is_renewable",
    "load_outlines",
    "record_end",
    "resolve_lesson",
    "visit_lesson",
]
