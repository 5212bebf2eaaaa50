"""Whom an assigned class session reaches is nominated by the door of sessions, once."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.assignments import ask_about_assignment, list_duties
from courses.assignments.making import DueRule, end_assignment
from courses.assignments.reaching import apply_assignment, take_off_list
from courses.assignments.requests import ImpossibleExtension, grant_request, undo_decision
from courses.models import AssignedPerson, ClassSession, SessionSeat
from courses.sessions.closing import cancel_session
from courses.sessions.scheduling import change_session
from courses.sessions.seats import join_session, leave_session
from people.models import Message
from tests.courses.assignments.factories import (
    assign,
    in_days,
    make_agency_with_manager,
    make_official,
    sweep_assignments,
)
from tests.courses.session_factories import make_plan, make_runner, make_session, soon
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_agency_with_manager()


@pytest.fixture
def session(office):
    agency, manager = office
    return make_session(agency, by=manager, parts=[soon(5)], opens_to="nominated", capacity=2)


def list_states(session):
    return list(session.seats.order_by("queued_at", "pk").values_list("state", flat=True))


def test_seats_go_in_order_and_the_rest_waits(office, session):
    agency, manager = office
    for _ in range(2):
        make_official(agency)
    made = assign(agency, manager, what=session)
    assert (made.due_on, made.due_days) == (session.last_day, None)
    assert list_states(session) == ["seated", "seated", "waiting"]
    # The nomination is a letter of its own: no second one of the day tells it.
    assert not made.people.exclude(remind_on=None).exists()
    assert Message.objects.filter(kind__startswith="courses/session_").count() == 3


def test_who_comes_later_is_nominated_and_who_gave_it_up_is_not_again(office, session):
    agency, manager = office
    made = assign(agency, manager, what=session)
    leave_session(session, manager)
    late = make_official(agency)
    for _twice in range(2):
        apply_assignment(made.pk)
    assert session.seats.get(person=late).is_seated
    assert session.seats.get(person=manager).state == SessionSeat.State.WITHDRAWN
    assert [duty.what for duty in list_duties(manager)] == [session]


def test_whom_it_lets_go_loses_the_seat_but_who_joined_does_not(office, session):
    agency, manager = office
    moves, joined = make_official(agency), make_official(agency)
    ClassSession.objects.filter(pk=session.pk).update(opens_to="all", capacity=3)
    join_session(session, joined)
    waits = PersonFactory()
    made = assign(agency, manager, what=session)
    join_session(session, waits)
    assert session.seats.get(person=moves).is_seated
    assert session.seats.get(person=waits).is_waiting
    for one in (moves, joined):
        one.postings.update(agency=AgencyFactory())
    sweep_assignments()
    left = session.seats.get(person=moves)
    assert (left.state, left.decided_by) == ("withdrawn", None)
    assert session.seats.get(person=joined).is_seated
    assert session.seats.get(person=waits).is_seated
    # Back in the office it is asked of them again, and so they stand in the line again.
    moves.postings.update(agency=agency)
    sweep_assignments()
    assert session.seats.get(person=moves).is_standing
    assert made.people.filter(person=moves, let_go_on=None).exists()


def test_when_who_assigned_it_left_another_manager_nominates(office, session):
    agency, manager = office
    made = assign(agency, manager, what=session)
    _other_agency, other = make_agency_with_manager()
    other.roles.update(agency=agency)
    manager.roles.update(valid_to=in_days(0))
    late = make_official(agency)
    apply_assignment(made.pk)
    assert session.seats.get(person=late).nominated_by == other


def test_a_session_that_moved_takes_its_day_along(office, session):
    agency, manager = office
    made = assign(agency, manager, what=session)
    plan = make_plan(agency, parts=[soon(9)], opens_to="nominated")
    change_session(session, plan, by=manager)
    apply_assignment(made.pk)
    session.refresh_from_db()
    assert set(made.people.values_list("due_on", flat=True)) == {session.last_day}


def test_a_session_that_was_held_before_it_reached_somebody_stops_no_sweep(office, session):
    agency, manager = office
    made, other = assign(agency, manager, what=session), assign(agency, manager)
    # The trainer enters afterwards that it met earlier.
    change_session(session, make_plan(agency, parts=[soon(-1)], capacity=9), by=manager)
    late = make_official(agency)
    sweep_assignments()
    assert set(made.people.values_list("due_on", flat=True)) == {in_days(0)}
    assert other.people.filter(person=late).exists()


def test_more_time_is_not_asked_for_and_who_is_exempt_frees_the_seat(office, session):
    agency, manager = office
    person = make_official(agency)
    row = assign(agency, manager, what=session).people.get(person=person)
    with pytest.raises(ImpossibleExtension):
        ask_about_assignment(row, reason="On leave", until=in_days(30))
    asked = ask_about_assignment(row, reason="On leave")
    grant_request(asked, by=manager)
    assert session.seats.get(person=person).state == SessionSeat.State.WITHDRAWN
    assert list_duties(person) == []
    undo_decision(asked, by=manager)
    assert session.seats.get(person=person).is_seated


@pytest.mark.parametrize(
    ("share", "state"), [(100, "done"), (None, "done"), (90, "done"), (89, "missed")]
)
def test_done_is_who_was_there_long_enough(office, session, share, state):
    agency, manager = office
    made = assign(agency, manager, what=session)
    session.seats.update(share=share)
    finish(session, manager)
    row = AssignedPerson.objects.with_state(timezone.localdate()).get(assignment=made)
    assert row.state == state
    # It is over: nothing can be done about it any more, so nobody is asked or reminded.
    assert list_duties(manager) == []


def finish(session, by):
    """The row of a session that is over, as closing writes it."""
    fields = {"state": "finished", "closed_by": by, "closed_at": timezone.now()}
    hour = dt.timedelta(hours=1)
    times = {"begins_at": timezone.now() - 2 * hour, "ends_at": timezone.now() - hour}
    ClassSession.objects.filter(pk=session.pk).update(**fields, **times)


def test_a_cancelled_session_is_asked_of_nobody(office, session):
    agency, manager = office
    made = assign(agency, manager, what=session)
    cancel_session(session, by=manager, reason="No room")
    assert list_duties(manager) == []
    row = AssignedPerson.objects.with_state(timezone.localdate()).get(assignment=made)
    assert row.state == "let_go"


def test_a_session_of_another_office_waits_for_its_word(office):
    agency, manager = office
    session = make_session(parts=[soon(5)], opens_to="nominated")
    assign(agency, manager, what=session, due=DueRule())
    assert list_states(session) == ["asked"]
    assert make_runner(session.agency)


def test_who_is_let_go_keeps_the_seat_and_an_ended_one_nominates_nobody(office, session):
    agency, manager = office
    made = assign(agency, manager, what=session)
    take_off_list(made, manager)
    assert session.seats.get(person=manager).is_seated
    end_assignment(made, reason="Over", by=manager)
    late = make_official(agency)
    apply_assignment(made.pk)
    assert not session.seats.filter(person=late).exists()
