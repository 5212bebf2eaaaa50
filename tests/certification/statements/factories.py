"""A person with a closed year, for tests of statements."""

from courses.hours import LearningYear
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)

YEAR = LearningYear(2025)


def make_closed_year(*, done=True):
    """The person, and a manager of their office."""
    agency, manager = make_office()
    person, course = make_member(agency), make_course()
    if done:
        complete_at(person, course, CUT_OFF)
    close_after(make_obligation(agency, course, by=manager))
    return person, manager
