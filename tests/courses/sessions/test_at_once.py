"""Several at once, with real threads: no seat is given twice, nobody is recorded twice."""

import uuid

import pytest

from courses.models import Attendance, ClassSession, SessionSeat
from courses.sessions import check_in, join_session
from courses.sessions.planner import plan_series
from tests.courses.session_factories import (
    BEFORE,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    make_session,
)
from tests.people.factories import AgencyFactory
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_the_last_seats_are_given_once_and_the_others_wait_in_line():
    session = make_session(capacity=2)
    people = [make_official() for _ in range(5)]
    at_once(*[lambda one=one: join_session(session, one, at=BEFORE) for one in people])
    states = list(SessionSeat.objects.values_list("state", flat=True))
    assert (states.count("seated"), states.count("waiting")) == (2, 3)


def test_one_who_scans_on_two_phones_at_once_is_recorded_once():
    session, person = make_session(), make_official()
    join_session(session, person, at=BEFORE)
    part = session.parts.get()
    records = at_once(*[lambda: check_in(part, person, at=MONDAY)] * 3)
    assert len({one.pk for one in records}) == 1
    assert Attendance.objects.count() == 1


def test_two_clicks_at_once_make_one_series():
    office = AgencyFactory()
    runner, key = make_runner(office), uuid.uuid4()
    plans = [make_plan(office), make_plan(office)]
    series = at_once(*[lambda: plan_series(plans, key=key, by=runner, at=BEFORE)] * 2)
    assert len({one.pk for one in series}) == 1
    assert ClassSession.objects.count() == 2
