"""An office, and a course that is held to its officers."""

import pytest

from courses.entry import EntryRule
from tests.courses.entry.courses import english_course
from tests.people.factories import AgencyFactory


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def held(office):
    """For officers of grades 5 to 8 of the office and what is below it."""
    rule = EntryRule(units=(office.pk,), positions=("officer",), grade_from=5, grade_to=8)
    return english_course(entry_rule=rule, agency=office)
