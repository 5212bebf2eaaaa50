"""Who has a seat is reminded a week and a day before, once each."""

import datetime as dt

import pytest
from django.utils import translation

from courses.sessions import join_session
from courses.sessions.letters import remind_attendants
from people.messaging import render_message
from people.models import Message
from tests.courses.session_factories import BEFORE, HOUR, MONDAY, make_official, make_session

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
