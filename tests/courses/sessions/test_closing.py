"""A session ends once: finished or cancelled, and that is taken back while nothing rests on it."""

import pytest

from courses.models import SessionSeat
from courses.sessions import SessionRefused, check_in, finish_session, join_session
from courses.sessions.closing import (
    cancel_session,
    complete_attendants,
    reopen_session,
    restore_session,
)
from courses.sessions.letters import tell_waiting_sessions
from courses.sessions.refusals import SessionRefusal
from people.models import Message
from tests.courses.factories import make_course
from tests.courses.session_factories import BEFORE, HOUR, MONDAY, make_official, make_runner
from tests.courses.session_factories import make_session as make
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db
AFTER = MONDAY + HOUR


def refused(act):
    with pytest.raises(SessionRefused) as told:
        act()
    return told.value.refusal


def test_a_session_is_finished_once_it_is_over_and_keeps_what_each_attended():
    session = make()
    by = make_runner(session.agency)
    came, stayed_away = (join_session(session, make_official(), at=BEFORE) for _ in range(2))
    check_in(session.parts.get(), came.person, at=MONDAY)
    assert refused(lambda: finish_session(session, by=by, at=MONDAY)) == SessionRefusal.NOT_OVER
    finish_session(session, by=by, at=AFTER)
    shares = dict(SessionSeat.objects.values_list("person", "share"))
    assert shares == {came.person_id: 100, stayed_away.person_id: 0}
    came.refresh_from_db()
    assert came.minutes == 60


def test_finishing_is_taken_back_until_somebody_has_completed_by_it():
    office = AgencyFactory()
    by = make_runner(office)
    session = make(office, by=by, course=make_course(agency=office, attendance_percent=50))
    seat = join_session(session, make_official(), at=BEFORE)
    check_in(session.parts.get(), seat.person, at=MONDAY)
    finish_session(session, by=by, at=AFTER)
    assert reopen_session(session, by=by).is_open
    seat.refresh_from_db()
    assert seat.share is None
    session = finish_session(session, by=by, at=AFTER)
    complete_attendants(session)
    assert refused(lambda: reopen_session(session, by=by)) == SessionRefusal.COMPLETED


def test_who_has_a_place_is_told_that_it_is_cancelled_and_then_it_stays_so():
    session = make(capacity=1)
    by = make_runner(session.agency)
    people = {join_session(session, make_official(), at=BEFORE).person for _ in range(2)}
    assert refused(lambda: cancel_session(session, by=by, reason="")) == SessionRefusal.REASON
    cancel_session(session, by=by, reason="Flood.", at=BEFORE)
    tell_waiting_sessions()
    told = Message.objects.filter(kind="courses/session_cancelled")
    assert {one.person for one in told} == people
    assert {one.facts["reason"] for one in told} == {"Flood."}
    assert refused(lambda: restore_session(session, by=by)) == SessionRefusal.TOLD


def test_a_session_nobody_was_told_of_comes_back_as_a_draft():
    session = make()
    by = make_runner(session.agency)
    cancel_session(session, by=by, reason="A wrong day.", at=BEFORE)
    assert restore_session(session, by=by).is_draft


def test_nothing_is_cancelled_that_is_finished_and_nobody_else_closes_it():
    session = make()
    by, stranger = make_runner(session.agency), make_runner(AgencyFactory())
    assert refused(lambda: finish_session(session, by=stranger, at=AFTER)) == "not_yours"
    assert refused(lambda: cancel_session(session, by=stranger, reason="x")) == "not_yours"
    finish_session(session, by=by, at=AFTER)
    assert refused(lambda: cancel_session(session, by=by, reason="x")) == SessionRefusal.CLOSED
