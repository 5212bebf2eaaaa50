"""Nobody gets a seat that is not free, and who waits moves up in order."""

import datetime as dt

import pytest

from courses.models import Enrolment, SessionSeat
from courses.sessions import SessionRefused, join_session
from courses.sessions.refusals import SessionRefusal
from courses.sessions.seats import (
    leave_session,
    release_seats_of_leavers,
    remove_from_session,
)
from people.models import Message, Person
from tests.courses.factories import make_course
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_runner,
    make_session,
)
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def join(session, person=None, *, at=BEFORE):
    return join_session(session, person or make_official(), at=at)


def test_seats_are_taken_in_order_and_who_comes_later_waits():
    session = make_session()
    seats = [join(session) for _ in range(4)]
    assert [one.state for one in seats] == ["seated", "seated", "waiting", "waiting"]


def test_who_joins_twice_has_one_seat():
    session, person = make_session(), make_official()
    assert join(session, person) == join(session, person, at=BEFORE + HOUR)
    assert SessionSeat.objects.count() == 1


def test_the_first_who_waits_moves_up_and_is_told():
    session = make_session(capacity=1)
    first, second, third = (join(session) for _ in range(3))
    leave_session(session, first.person, at=BEFORE)
    for seat in (first, second, third):
        seat.refresh_from_db()
    assert [first.state, second.state, third.state] == ["withdrawn", "seated", "waiting"]
    assert [one.person for one in Message.objects.all()] == [second.person]


def test_who_comes_back_stands_at_the_end_of_the_line():
    session = make_session(capacity=1)
    first, second, third = (join(session) for _ in range(3))
    leave_session(session, second.person, at=BEFORE)
    join(session, second.person, at=BEFORE + HOUR)
    leave_session(session, first.person, at=BEFORE + HOUR)
    assert session.seats.seated().get().person == third.person


def test_nobody_is_called_from_the_line_once_the_session_has_begun():
    session = make_session(capacity=1)
    seated, waiting = join(session), join(session)
    by = make_runner(session.agency)
    remove_from_session(seated, by=by, reason="Fell ill.", at=MONDAY + HOUR / 2)
    waiting.refresh_from_db()
    assert waiting.is_waiting


@pytest.mark.parametrize(
    ("opens_to", "refusal"),
    [("unit", SessionRefusal.NOT_OFFERED), ("nominated", SessionRefusal.NOMINATED_ONLY)],
)
def test_only_those_join_for_whom_it_is(opens_to, refusal):
    office = AgencyFactory()
    session = make_session(office, opens_to=opens_to)
    with pytest.raises(SessionRefused) as refused:
        join(session)
    assert refused.value.refusal == refusal
    if opens_to == "unit":
        assert join(session, make_official(AgencyFactory(parent=office))).is_seated


def test_the_door_closes_when_the_session_begins():
    session = make_session()
    with pytest.raises(SessionRefused) as refused:
        join(session, at=MONDAY)
    assert refused.value.refusal == SessionRefusal.BEGUN


def test_who_was_declined_does_not_come_in_by_joining():
    session = make_session()
    seat = join(session)
    remove_from_session(seat, by=make_runner(session.agency), reason="Full.", at=BEFORE)
    with pytest.raises(SessionRefused) as refused:
        join(session, seat.person)
    assert refused.value.refusal == SessionRefusal.NOMINATED_ONLY
    assert Message.objects.get().facts["reason"] == "Full."


def leave_service(person, *, on):
    person.postings.update(valid_to=on.date())


def test_who_left_has_no_seat_and_who_waits_moves_up():
    session = make_session(capacity=1)
    left, locked_out, next_one = (join(session) for _ in range(3))
    leave_service(left.person, on=BEFORE + DAY)
    Person.objects.filter(pk=locked_out.person_id).update(is_active=False)
    noon = BEFORE + DAY + 3 * HOUR
    assert [release_seats_of_leavers(at=noon) for _twice in range(2)] == [2, 0]
    assert session.seats.seated().get() == next_one
    told = Message.objects.filter(kind__in=["courses/session_removed", "courses/session_seated"])
    assert {one.person for one in told} >= {left.person, next_one.person}


@pytest.mark.parametrize(
    ("ends", "looks", "joins"),
    [
        (2 * DAY, DAY, BEFORE),  # serves still
        (DAY, DAY + 13 * HOUR, BEFORE),  # at night nobody is called
        (DAY, 3 * DAY, BEFORE + 2 * DAY),  # came as anybody may
        (DAY, MONDAY - BEFORE, BEFORE),  # it has begun
    ],
)
def test_a_seat_is_freed_of_those_only_who_had_it_in_service(settings, ends, looks, joins):
    settings.QUIET_HOURS = [20, 7]
    session = make_session()
    seat = join(session, at=joins)
    leave_service(seat.person, on=BEFORE + ends)
    assert release_seats_of_leavers(at=BEFORE + looks) == 0


def test_who_is_transferred_keeps_the_seat():
    session = make_session()
    seat = join(session)
    leave_service(seat.person, on=BEFORE + DAY)
    PostingFactory(person=seat.person, valid_from=(BEFORE + DAY).date())
    assert release_seats_of_leavers(at=BEFORE + 2 * DAY) == 0


def test_a_seat_in_a_session_of_a_course_enrols_and_a_place_in_the_line_does_not():
    office = AgencyFactory()
    session = make_session(office, course=make_course(agency=office), capacity=1)
    seated, _waiting = join(session), join(session)
    assert Enrolment.objects.get().person == seated.person
