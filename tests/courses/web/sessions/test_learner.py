"""People find sessions, join them, wait, and give their place up."""

import pytest
from django.test import Client

from courses.models import SessionSeat
from courses.sessions import join_session
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.session_factories import make_official, make_session, soon
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def session():
    return make_session(capacity=1, parts=[soon()], place="Room 1")


@pytest.fixture
def person(client):
    person = make_official()
    client.force_login(person)
    return person


def test_a_person_takes_the_last_seat_and_the_next_one_waits(client, session, person):
    page = address("session", session.pk)
    assert "Take a seat" in client.get(page).text
    assert "You have a seat" in client.post(page, {"join": "1"}, follow=True).text
    other = Client()
    other.force_login(make_official())
    assert "Join the waiting list" in other.get(page).text
    waiting = other.post(page, {"join": "1"}, follow=True).text
    assert "0 people are before you" in waiting
    assert "Leave the waiting list" in waiting
    assert "Give up your place" not in waiting


def test_who_gives_the_place_up_sees_so_and_may_come_back(client, session, person):
    join_session(session, person)
    page = address("session", session.pk)
    answer = client.post(page, {"leave": "1"}, follow=True).text
    assert "You are not on the list of this session any more." in answer
    assert "Take a seat" in answer
    assert SessionSeat.objects.get().state == "withdrawn"


def test_my_learning_and_the_course_lead_to_sessions(client, person):
    course = make_course(agency=AgencyFactory(), attendance_percent=90, slug="data")
    session = make_session(course.agency, course=course, parts=[soon()])
    html = client.get(address("course", "data")).text
    assert "attend at least 90% of a session" in html
    assert address("session", session.pk) in html
    join_session(session, person)
    assert address("session", session.pk) in client.get(address("my_learning")).text


def test_drafts_and_sessions_of_others_are_not_found(client, person):
    for session in (
        make_session(opens_to="unit", parts=[soon()]),
        make_session(opens_to="nominated", parts=[soon()]),
    ):
        assert client.get(address("session", session.pk)).status_code == 404
        assert address("session", session.pk) not in client.get(address("sessions")).text
    shared = make_session(parts=[soon()])
    assert address("session", shared.pk) in client.get(address("sessions")).text


def test_the_calendar_file_has_its_own_kind(client, session, person):
    answer = client.get(address("session_calendar", session.pk))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="session-{session.pk}.ics"'
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_link_to_the_meeting_is_for_who_has_a_seat(client, person):
    session = make_session(capacity=1, parts=[soon()], link="https://meet.example.org/secret")
    page = address("session", session.pk)
    assert "meet.example.org" not in client.get(page).text
    assert "is shown to whoever has a seat" in client.get(page).text
    join_session(session, make_official())
    client.post(page, {"join": "1"})
    assert "meet.example.org" not in client.get(page).text
    join_session(session, person)
    session.seats.update(state=SessionSeat.State.SEATED, seated_at=session.made_at)
    assert "meet.example.org" in client.get(page).text
