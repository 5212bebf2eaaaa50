"""Rules who may enrol in a course: whom it is for, and what is to be learnt before."""

from courses.entry.admission import Admission, EntryRefused, check_admission
from courses.entry.audience import EntryRule
from courses.entry.closed import find_closed_courses
from courses.entry.held_skills import register_held_skills
from courses.entry.lacking import find_lacking, find_unadmitted
from courses.entry.prerequisites import Prerequisite, find_cycle

__all__ = [
    "Admission",
    "EntryRefused",
    "EntryRule",
    "Prerequisite",
    "check_admission",
    "find_closed_courses",
    "find_cycle",
    "find_lacking",
    "find_unadmitted",
    "register_held_skills",
]
