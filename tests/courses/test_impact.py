"""Whoever closes or moves an agency is told how many courses hang on it."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.assignments.making import end_assignment
from people.agencies.impact import describe_impact
from tests.courses.assignments.factories import assign, make_agency_with_manager
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = dt.date(2026, 11, 1)


def test_the_courses_of_the_agencies_are_counted_and_no_others(english):
    own, beside, other = AgencyFactory.create_batch(3)
    for agency in (own, beside):
        make_course(agency=agency)
    assert describe_impact([own], DAY) == ["1 course"]
    assert describe_impact([own, beside], DAY) == ["2 courses"]
    assert describe_impact([other], DAY) == []


def test_what_an_agency_has_assigned_is_counted_while_it_runs(english):
    agency, manager = make_agency_with_manager()
    made = assign(agency, manager, course=make_course())
    today = timezone.localdate()
    assert "1 assignment" in describe_impact([agency], today)
    end_assignment(made, reason="Over.", by=manager)
    assert "1 assignment" not in describe_impact([agency], today)
