"""The calendar file is read by any calendar, and moves and cancels its own events."""

import pytest
from django.utils import translation

from courses.sessions.calendar import write_calendar
from courses.sessions.scheduling import change_session
from tests.courses.session_factories import (
    BEFORE,
    HOUR,
    MONDAY,
    make_plan,
    make_runner,
    make_session,
    part,
)
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def unfold(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_each_part_is_an_event_in_universal_time():
    session = make_session(parts=[part(), part(MONDAY + 24 * HOUR)], place="Room 1; left, up")
    with translation.override("en"):
        lines = unfold(write_calendar(session))
    assert lines.count("BEGIN:VEVENT") == 2
    # Yangon is six and a half hours ahead.
    assert "DTSTART:20260302T023000Z" in lines
    assert "DTEND:20260303T033000Z" in lines
    assert "SUMMARY:Computers at the office" in lines
    assert "LOCATION:Room 1\\; left\\, up" in lines
    assert "SEQUENCE:0" in lines


def test_long_burmese_titles_are_folded_between_signs():
    session = make_session(titles={"my": "ရုံးသုံးကွန်ပျူတာ" * 10})
    text = write_calendar(session)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{session.title}" in unfold(text)


def test_what_is_cancelled_is_cancelled_in_the_calendar():
    session = make_session()
    session.state, session.revision = "cancelled", 1
    lines = unfold(write_calendar(session))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(lines)


def test_a_part_that_was_dropped_is_taken_out_and_the_others_stay():
    office = AgencyFactory()
    by, later = make_runner(office), part(MONDAY + 24 * HOUR)
    session = make_session(office, by=by, parts=[part(), later, part(MONDAY + 48 * HOUR)])
    session = change_session(session, make_plan(office, parts=[later]), by=by, at=BEFORE)
    lines = unfold(write_calendar(session))
    uids = [line.split("-")[2][0] for line in lines if line.startswith("UID:")]
    states = [line.removeprefix("STATUS:") for line in lines if line.startswith("STATUS:")]
    assert list(zip(uids, states, strict=True)) == [
        ("1", "CONFIRMED"),
        ("2", "CANCELLED"),
        ("3", "CANCELLED"),
    ]
    assert lines.count("SEQUENCE:1") == 3
    assert "METHOD:PUBLISH" in lines


def test_who_gave_the_seat_up_takes_the_dates_out():
    lines = unfold(write_calendar(make_session(), is_off=True))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED"} <= set(lines)


def test_names_of_offices_end_no_parameter():
    office = AgencyFactory(names={"my": 'ရုံး "က":; ခ', "en": "x"})
    lines = unfold(write_calendar(make_session(office)))
    [organizer] = [line for line in lines if line.startswith("ORGANIZER")]
    assert organizer.startswith('ORGANIZER;CN="ရုံး က:; ခ":mailto:')
