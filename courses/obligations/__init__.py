"""Closes the year: prescribes courses and hours to levels of post, judges people, freezes it."""

from courses.obligations.closing import close_year, reopen_year
from courses.obligations.corrections import approve_correction, ask_correction
from courses.obligations.exemptions import exempt_person, manages_person
from courses.obligations.judging import read_own_year
from courses.obligations.prescribing import YearContent, prescribe_year

__all__ = [
    "YearContent",
    "approve_correction",
    "ask_correction",
    "close_year",
    "exempt_person",
    "manages_person",
    "prescribe_year",
    "read_own_year",
    "reopen_year",
]
