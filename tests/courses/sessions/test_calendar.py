"""The calendar file is read by any calendar, and moves and cancels its own events."""

import pytest
from django.utils import translation

from courses.sessions.calendar import write_calendar
from tests.courses.session_factories import HOUR, MONDAY, make_session, part

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
    assert {"STATUS:CANCELLED", "SEQUENCE:1"} <= set(lines)
