"""Two sweeps in the same moment, each with a connection of its own."""

from functools import partial

import pytest

from courses.assignments.reaching import apply_assignment
from tests.courses.assignments.factories import assign, in_days, make_agency_with_manager
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_sweeps_at_once_write_one_row():
    agency, manager = make_agency_with_manager()
    made = assign(agency, manager, starts_on=in_days(1))
    sweep = partial(apply_assignment, made.pk, day=in_days(1))
    at_once(sweep, sweep)
    assert made.people.count() == 1
