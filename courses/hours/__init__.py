"""Counts the hours that people learn in a year, beside what is asked of them."""

from courses.hours.account import read_account
from courses.hours.durations import describe_minutes
from courses.hours.requirements import require_hours
from courses.hours.sources import HoursEntry, HoursSource, register_hours_source
from courses.hours.studies import approve_study, state_study
from courses.hours.years import LearningYear

__all__ = [
    "HoursEntry",
    "HoursSource",
    "LearningYear",
    "approve_study",
    "describe_minutes",
    "read_account",
    "register_hours_source",
    "require_hours",
    "state_study",
]
