"""HR managers nominate their own people; the office of the session decides."""

import pytest

from courses.models import SessionSeat
from courses.sessions import SessionRefused, join_session, nominate_person
from courses.sessions.nomination import decide_nomination
from courses.sessions.refusals import SessionRefusal
from courses.sessions.seats import remove_from_session
from people.bulk.kinds import find_kind
from people.bulk.running import ask_act, confirm_act
from people.models import Message, Role
from tests.courses.session_factories import (
    BEFORE,
    MONDAY,
    make_official,
    make_runner,
    make_session,
    soon,
)
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def manager(office):
    return make_runner(office, Role.Kind.HR)


def test_people_of_ones_own_session_get_a_seat_at_once(office, manager):
    session = make_session(office, opens_to="nominated")
    seat = nominate_person(session, make_official(office), by=manager, at=BEFORE)
    assert (seat.state, seat.nominated_by) == ("seated", manager)
    assert Message.objects.get().kind == "courses/session_seated"


def test_another_office_decides_about_its_session(office, manager):
    session = make_session(opens_to="nominated", capacity=1)
    seats = [
        nominate_person(session, make_official(office), by=manager, at=BEFORE) for _ in range(3)
    ]
    assert {one.state for one in seats} == {"asked"}
    with pytest.raises(SessionRefused) as refused:
        decide_nomination(seats[0], by=manager, approves=True, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.NOT_YOURS
    by = make_runner(session.agency)
    first = decide_nomination(seats[0], by=by, approves=True, at=BEFORE)
    second = decide_nomination(seats[1], by=by, approves=True, at=BEFORE)
    third = decide_nomination(seats[2], by=by, approves=False, reason="Another.", at=BEFORE)
    assert [first.state, second.state, third.state] == ["seated", "waiting", "declined"]
    with pytest.raises(SessionRefused) as refused:
        decide_nomination(seats[0], by=by, approves=False, reason="No.", at=BEFORE)
    assert refused.value.refusal == SessionRefusal.DECIDED


def test_nobody_nominates_people_of_others_or_twice(office, manager):
    session = make_session()
    with pytest.raises(SessionRefused) as refused:
        nominate_person(session, make_official(), by=manager, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.NOT_THEIRS
    person = make_official(office)
    join_session(session, person, at=BEFORE)
    with pytest.raises(SessionRefused) as refused:
        nominate_person(session, person, by=manager, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.SEATED


def test_a_session_for_its_own_people_takes_no_nominations_from_outside(office, manager):
    session = make_session(opens_to="unit")
    with pytest.raises(SessionRefused) as refused:
        nominate_person(session, make_official(office), by=manager, at=BEFORE)
    assert refused.value.refusal == SessionRefusal.NOT_OFFERED


def test_whoever_manages_them_takes_them_off_again_until_it_begins(office, manager):
    session = make_session(opens_to="nominated", capacity=1)
    seat = nominate_person(session, make_official(office), by=manager, at=BEFORE)
    stranger = make_runner(AgencyFactory(), Role.Kind.HR)
    for by, at, refusal in (
        (stranger, BEFORE, SessionRefusal.NOT_YOURS),
        (manager, MONDAY, SessionRefusal.BEGUN),
    ):
        with pytest.raises(SessionRefused) as refused:
            remove_from_session(seat, by=by, reason="On leave.", at=at)
        assert refused.value.refusal == refusal
    remove_from_session(seat, by=manager, reason="On leave.", at=BEFORE)
    seat.refresh_from_db()
    assert (seat.state, seat.decided_by) == ("withdrawn", manager)
    assert nominate_person(session, seat.person, by=manager, at=BEFORE).is_asked


def test_many_of_a_list_are_nominated_and_each_who_is_left_out_is_named(office, manager):
    session = make_session(opens_to="nominated", parts=[soon()])
    mine, other = make_official(office), make_official()
    kind = find_kind("nominate")
    form = kind.form({"session": session.pk})
    assert form.is_valid()
    act = ask_act(kind, by=manager, people=[mine.pk, other.pk])
    confirm_act(act, form.cleaned_data)
    act.refresh_from_db()
    assert act.done == [mine.pk]
    assert act.left_out == [[other.pk, "not_theirs"]]
    assert SessionSeat.objects.get().person == mine


def test_nobody_is_nominated_into_a_session_that_is_over(office, manager):
    session = make_session(opens_to="nominated")
    seat = nominate_person(session, make_official(office), by=manager, at=BEFORE)
    by, after = make_runner(session.agency), MONDAY.replace(hour=12)
    with pytest.raises(SessionRefused) as refused:
        decide_nomination(seat, by=by, approves=True, at=after)
    assert refused.value.refusal == SessionRefusal.CLOSED
    declined = decide_nomination(seat, by=by, approves=False, reason="Too late.", at=after)
    assert declined.state == "declined"
