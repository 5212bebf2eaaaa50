"""Writes enrolments and what a learner has done, and reads how far they are."""

from courses.progress.completion import complete_lesson, visit_lesson
from courses.progress.enrolment import enrol_person, record_end
from courses.progress.outline import load_outlines
from courses.progress.programmes import enrol_in_programme, record_programme_end
from courses.progress.reading_time import HURRIED_MARK_PERCENT
from courses.progress.renewal import is_renewable
from courses.progress.ways_taken import build_way_taken

__all__ = [
    "HURRIED_MARK_PERCENT",
    "build_way_taken",
    "complete_lesson",
    "enrol_in_programme",
    "enrol_person",
    "is_renewable",
    "load_outlines",
    "record_end",
    "record_programme_end",
    "visit_lesson",
]
