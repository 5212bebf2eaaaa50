"""What a year lacks is told in the one letter of a day, a month before it ends."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments import reminders as letters
from courses.assignments.reminders import remind_people
from courses.hours.requirements import require_hours
from courses.models import YearlyObligation
from courses.obligations.prescribing import REMINDER_DAYS, find_next_year_reminder
from people.models import Message
from tests.courses.assignments.factories import assign_to
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    complete_at,
    make_member,
    make_obligation,
    make_office,
)


@pytest.fixture
def office(db):
    return make_office()


def make_near(agency, *courses, days=14):
    today = timezone.localdate()
    cut_off_on = today + dt.timedelta(days=days)
    return make_obligation(
        agency, *courses, year=today.year, cut_off_on=cut_off_on, remind_on=today
    )


def noon(days=0):
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def told(person):
    messages = Message.objects.filter(person=person, kind="courses/duties")
    return [[one["titles"]["en"] for one in row.facts["duties"]] for row in messages]


@pytest.mark.any_database
@given(
    cut_off=st.integers(0, 7600).map(lambda days: dt.date(2020, 1, 1) + dt.timedelta(days)),
    before=st.integers(-5, 60),
)
def test_the_next_letter_is_to_come_and_before_the_end(cut_off, before):
    today = cut_off - dt.timedelta(days=before)
    day = find_next_year_reminder(cut_off, after=today)
    assert (day is None) == (before <= min(REMINDER_DAYS))
    assert day is None or today < day < cut_off


def test_who_lacks_something_gets_one_letter_and_who_does_not_gets_none(office):
    agency, _ = office
    course = make_course(titles={"my": "စာချုပ်", "en": "Contracts"})
    done, lacking = make_member(agency), make_member(agency)
    complete_at(done, course, noon(-3))
    make_near(agency, course)
    for _ in range(3):
        remind_people(at=noon())
    assert told(done) == []
    assert told(lacking) == [[course.titles["en"]]]
    row = YearlyObligation.objects.get()
    assert row.remind_on == row.cut_off_on - dt.timedelta(days=3)


def test_a_run_goes_on_behind_the_last_person(office, monkeypatch):
    agency, _ = office
    people = [make_member(agency) for _ in range(3)]
    make_near(agency)
    monkeypatch.setattr(letters, "_MOST_PEOPLE", 2)
    assert remind_people(at=noon()) == 2
    assert [len(told(one)) for one in people] == [1, 1, 0]
    remind_people(at=noon())
    assert [len(told(one)) for one in people] == [1, 1, 1]


def test_an_assigned_course_has_one_line(office):
    agency, manager = office
    person = make_member(agency)
    assigned = assign_to(person, agency, manager, due_days=30)
    make_near(agency, assigned.assignment.course)
    remind_people(at=noon())
    assert [len(lines) for lines in told(person)] == [1]


def test_hours_that_are_missing_are_told_in_words(office):
    agency, manager = office
    person = make_member(agency)
    require_hours(agency, hours=4, since=2020, by=manager)
    obligation = make_near(agency)
    obligation.courses.clear()
    YearlyObligation.objects.update(asks_hours=True)
    remind_people(at=noon())
    assert told(person) == [["Learning hours of the year: 4 more"]]
