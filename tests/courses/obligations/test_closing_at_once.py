"""A year that is closed, opened again and corrected in the same moment stays whole."""

import datetime as dt

import pytest

from courses.models import YearStatus
from courses.obligations.closing import close_year
from tests.courses.obligations.factories import (
    CUT_OFF,
    make_member,
    make_obligation,
    make_office,
)
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")

AFTER = CUT_OFF + dt.timedelta(days=1)


def test_a_year_that_two_workers_close_is_frozen_once():
    agency, by = make_office()
    people = [make_member(agency) for _ in range(30)]
    obligation = make_obligation(agency, by=by)
    at_once(*[lambda: close_year(obligation.pk, day=AFTER)] * 3)
    frozen = YearStatus.objects.values_list("person", flat=True)
    assert sorted(frozen) == sorted(one.pk for one in people)
