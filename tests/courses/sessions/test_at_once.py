"""Several at once, with real threads: no seat is given twice, nobody is recorded twice."""

import uuid
from collections import Counter

import pytest

from courses.models import Attendance, ClassSession, SessionSeat
from courses.sessions import SessionRefused, check_in, join_session, save_list
from courses.sessions.attendance import MarkedRow
from courses.sessions.nomination import decide_nomination, nominate_person
from courses.sessions.planner import plan_series
from courses.sessions.refusals import SessionRefusal
from courses.sessions.seats import leave_session
from people.models import Message
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    make_session,
)
from tests.people.factories import AgencyFactory
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def count_states(session):
    return dict(Counter(session.seats.values_list("state", flat=True)))


def test_the_last_seats_are_given_once_and_the_others_wait_in_line():
    session = make_session(capacity=2)
    people = [make_official() for _ in range(20)]
    at_once(*[lambda one=one: join_session(session, one, at=BEFORE) for one in people])
    assert count_states(session) == {"seated": 2, "waiting": 18}


def test_two_who_leave_at_once_call_the_first_two_of_the_line_once_each():
    session = make_session(capacity=2)
    people = [make_official() for _ in range(5)]
    for minute, one in enumerate(people):
        join_session(session, one, at=BEFORE + minute * HOUR)
    later = BEFORE + 9 * HOUR
    at_once(*[lambda one=one: leave_session(session, one, at=later) for one in people[:2]])
    assert count_states(session) == {"withdrawn": 2, "seated": 2, "waiting": 1}
    told = Message.objects.filter(kind="courses/session_seated").values_list("person", flat=True)
    assert sorted(told) == sorted(one.pk for one in people[2:4])


def test_a_nomination_that_two_decide_at_once_is_decided_by_the_first():
    session, office = make_session(opens_to="nominated"), AgencyFactory()
    by = make_runner(office, "hr")
    seat = nominate_person(session, make_official(office), by=by, at=BEFORE)
    first, second = make_runner(session.agency), make_runner(session.agency)
    came = at_once(
        lambda: decide_nomination(seat, by=first, approves=True, at=BEFORE),
        lambda: decide_nomination(seat, by=second, approves=False, reason="No.", at=BEFORE),
        refusals=(SessionRefused,),
    )
    [told] = [one.refusal for one in came if isinstance(one, SessionRefused)]
    [stood] = [one for one in came if isinstance(one, SessionSeat)]
    assert told == SessionRefusal.DECIDED
    seat.refresh_from_db()
    assert (seat.state, seat.decided_by) == (stood.state, stood.decided_by)
    said = Message.objects.exclude(kind="courses/session_nominated").get()
    assert said.kind == f"courses/session_{seat.state}"


def test_one_who_scans_on_two_phones_at_once_is_recorded_once():
    session, person = make_session(), make_official()
    join_session(session, person, at=BEFORE)
    part = session.parts.get()
    records = at_once(*[lambda: check_in(part, person, at=MONDAY)] * 3)
    assert len({one.pk for one in records}) == 1
    assert Attendance.objects.count() == 1


def test_the_code_and_the_list_at_the_same_moment_leave_one_record_of_each():
    session = make_session(capacity=6)
    people = [make_official() for _ in range(6)]
    for one in people:
        join_session(session, one, at=BEFORE)
    part, trainers = session.parts.get(), [make_runner(session.agency) for _ in range(2)]
    rows = {seat.pk: MarkedRow("", "absent") for seat in session.seats.all()}
    at_once(
        *[lambda one=one: check_in(part, one, at=MONDAY) for one in people],
        *[lambda by=by: save_list(part, rows, by=by, at=MONDAY) for by in trainers],
    )
    states = list(Attendance.objects.values_list("seat__person", "state"))
    assert sorted(states) == sorted((one.pk, "absent") for one in people)


def test_one_who_scans_in_two_halls_at_once_is_in_the_first():
    person, halls = make_official(), [make_session() for _ in range(2)]
    for session in halls:
        join_session(session, person, at=BEFORE)
    came = at_once(
        *[lambda one=one: check_in(one.parts.get(), person, at=MONDAY) for one in halls],
        refusals=(SessionRefused,),
    )
    [told] = [one.refusal for one in came if isinstance(one, SessionRefused)]
    assert told == SessionRefusal.ELSEWHERE
    assert Attendance.objects.count() == 1


def test_two_clicks_at_once_make_one_series():
    office = AgencyFactory()
    runner, key = make_runner(office), uuid.uuid4()
    plans = [make_plan(office), make_plan(office)]
    series = at_once(*[lambda: plan_series(plans, key=key, by=runner, at=BEFORE)] * 2)
    assert len({one.pk for one in series}) == 1
    assert ClassSession.objects.count() == 2
