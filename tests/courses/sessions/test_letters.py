"""Who has a seat is reminded a week and a day before, once each."""

import datetime as dt

import pytest
from django.utils import translation

from courses.models import SessionSeat
from courses.sessions import join_session
from courses.sessions.closing import cancel_session
from courses.sessions.letters import remind_attendants, tell_attendants, tell_waiting_sessions
from courses.sessions.scheduling import change_session
from people.messaging import render_message
from people.models import Message, Person
from people.queue import paused
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_official,
    make_plan,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_reminders_come_a_week_and_a_day_before_once_each():
    session = make_session(capacity=1)
    seated = join_session(session, make_official(), at=BEFORE)
    join_session(session, make_official(), at=BEFORE)
    sent = [
        remind_attendants(at=MONDAY - before)
        for before in (8 * DAY, 7 * DAY, 6.5 * DAY, 3 * DAY, DAY, 2 * HOUR, 0 * DAY)
    ]
    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert {one.person for one in Message.objects.all()} == {seated.person}


def test_nobody_is_reminded_of_a_session_at_night_but_in_the_morning(settings):
    settings.QUIET_HOURS = [20, 7]
    session = make_session()
    join_session(session, make_official(), at=BEFORE)
    night = MONDAY - 7 * DAY - 11 * HOUR + DAY  # at ten in the evening
    assert [remind_attendants(at=night + hours * HOUR) for hours in (0, 8, 9, 10)] == [0, 0, 1, 0]


@pytest.mark.any_database
def test_letters_are_read_in_the_readers_language():
    session = make_session(place="Room 1")
    seat = join_session(session, make_official(), at=BEFORE)
    remind_attendants(at=MONDAY - DAY)
    message = Message.objects.get(person=seat.person)
    assert "၉" in "".join(render_message(message).paragraphs)
    with translation.override("en"):
        words = render_message(message)
        assert words.subject == "“Computers at the office” begins on 2 March 2026, 09:00"
        assert "Place: Room 1" in words.paragraphs


def fill(session, count):
    """Seats without their letters, as many as a hall has."""
    people = [PersonFactory.build() for _ in range(count)]
    Person.objects.bulk_create(people)
    SessionSeat.objects.bulk_create(
        SessionSeat(
            session=session, person=one, state="seated", queued_at=BEFORE, seated_at=BEFORE
        )
        for one in people
    )
    return people


@pytest.mark.any_database
def test_a_hall_is_told_by_the_worker_and_not_by_who_cancels(django_assert_max_num_queries):
    session = make_session(capacity=900)
    by = make_runner(session.agency)
    fill(session, 450)
    with django_assert_max_num_queries(14), paused():
        cancel_session(session, by=by, reason="Flood.", at=BEFORE)
    assert not Message.objects.exists()
    with django_assert_max_num_queries(17):
        assert tell_waiting_sessions() == 450
    assert tell_waiting_sessions() == 0
    assert Message.objects.filter(kind="courses/session_cancelled").count() == 450


def test_letters_that_were_broken_off_go_on_with_who_has_none():
    session = make_session(capacity=9)
    by = make_runner(session.agency)
    people = fill(session, 5)
    session = cancel_session(session, by=by, reason="Flood.", at=BEFORE)
    tell_attendants(session)
    Message.objects.filter(person=people[3]).delete()
    assert tell_attendants(session) == 1  # the row as another worker had read it


def test_of_a_session_that_is_cancelled_while_its_move_is_told_nobody_hears_the_move_after():
    session = make_session(capacity=9)
    by = make_runner(session.agency)
    fill(session, 2)
    later = make_plan(session.agency, capacity=9, parts=[part(MONDAY + DAY)])
    moved = change_session(session, later, by=by, at=BEFORE)
    cancel_session(session, by=by, reason="Flood.", at=BEFORE)
    assert tell_attendants(moved) == 0  # the row as a worker had read it before
    tell_waiting_sessions()
    told = Message.objects.values_list("kind", flat=True)
    assert list(told) == ["courses/session_cancelled"] * 2


def test_who_is_moved_twice_before_a_letter_hears_once_from_what_they_knew():
    session = make_session(capacity=9)
    by = make_runner(session.agency)
    fill(session, 2)
    for days in (1, 2):
        later = make_plan(session.agency, capacity=9, parts=[part(MONDAY + days * DAY)])
        session = change_session(session, later, by=by, at=BEFORE)
    latecomer = join_session(session, make_official(), at=BEFORE + HOUR)
    tell_waiting_sessions()
    told = Message.objects.filter(kind="courses/session_moved")
    assert told.count() == 2
    assert not told.filter(person=latecomer.person).exists()
    facts = told.first().facts
    was, begins = (dt.datetime.fromisoformat(facts[name]) for name in ("was_begins", "begins"))
    assert (was, begins) == (MONDAY, MONDAY + 2 * DAY)
