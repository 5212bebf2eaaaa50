"""One letter a day for all of it, in the daytime, and none for what is done."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.assignments.reminders import remind_people
from people.models import Message
from tests.courses.assignments.factories import (
    assign_to,
    complete,
    in_days,
    make_agency_with_manager,
    make_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    agency, manager = make_agency_with_manager()
    return agency, manager, make_official(agency)


def noon(days=0, hour=12):
    moment = dt.datetime.combine(in_days(days), dt.time(hour))
    return timezone.make_aware(moment)


def letters(person):
    return list(Message.objects.filter(person=person, kind="courses/duties").order_by("pk"))


def test_nothing_is_written_at_night_and_it_is_made_up_for_in_the_morning(office):
    agency, manager, person = office
    assign_to(person, agency, manager)
    assert remind_people(at=noon(hour=21)) == 0
    assert letters(person) == []
    remind_people(at=noon(days=1, hour=7))
    assert len(letters(person)) == 1


def test_all_of_a_day_is_one_letter_and_what_comes_later_is_told_tomorrow(office):
    agency, manager, person = office
    first, second = (assign_to(person, agency, manager, due_days=days) for days in (30, 9))
    remind_people(at=noon())
    remind_people(at=noon())
    (letter,) = letters(person)
    assert [line["due"] for line in letter.facts["duties"]] == [
        second.due_on.isoformat(),
        first.due_on.isoformat(),
    ]
    assign_to(person, agency, manager)
    remind_people(at=noon(hour=15))
    assert len(letters(person)) == 1
    remind_people(at=noon(days=1))
    assert len(letters(person)) == 2


def test_a_duty_is_told_when_new_twice_before_and_four_times_after(office):
    agency, manager, person = office
    assign_to(person, agency, manager)
    for day in range(80):
        remind_people(at=noon(days=day))
    days = [(dt.date.fromisoformat(one.subject) - in_days(30)).days for one in letters(person)]
    assert days == [-30, -14, -3, 1, 8, 15, 22]
    assert [one.facts["duties"][0]["late"] for one in letters(person)] == [0, 0, 0, 1, 8, 15, 22]


def test_days_without_a_worker_cost_one_letter_not_many(office):
    agency, manager, person = office
    assign_to(person, agency, manager)
    remind_people(at=noon(days=48))
    remind_people(at=noon(days=48))
    assert len(letters(person)) == 1


def test_who_did_it_meanwhile_gets_no_letter(office):
    agency, manager, person = office
    row = assign_to(person, agency, manager)
    complete(person, row.assignment.course)
    remind_people(at=noon())
    assert letters(person) == []
    row.refresh_from_db()
    assert row.remind_on == in_days(16)


def test_one_course_by_two_offices_is_one_line(office):
    agency, manager, person = office
    row = assign_to(person, agency, manager)
    above_row = assign_to(person, agency, manager, due_days=20)
    above_row.assignment.course = row.assignment.course
    above_row.assignment.save()
    remind_people(at=noon())
    (line,) = letters(person)[0].facts["duties"]
    assert line["due"] == in_days(20).isoformat()
