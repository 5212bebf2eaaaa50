"""A person reads what the year asks, what is missing, and what was frozen."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.hours.years import LearningYear
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.obligations.factories import (
    CUT_OFF,
    close_after,
    complete_at,
    make_member,
    make_obligation,
    make_office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def person(client):
    person = make_member(make_office()[0])
    client.force_login(person)
    return person


def test_without_anything_asked_the_page_leads_on(client, person):
    assert "Nothing is prescribed in this year" in client.get(address("my_year")).text


def test_the_running_year_counts_down(client, person, django_assert_max_num_queries):
    course = make_course()
    today = timezone.localdate()
    agency = person.postings.get().agency
    year = LearningYear.current().number
    make_obligation(agency, course, year=year, cut_off_on=today + dt.timedelta(days=9))
    client.get(address("my_year"))
    with django_assert_max_num_queries(24):
        text = client.get(address("my_year")).text
    assert "10 days left" in text
    assert course.titles["en"] in text


def test_a_closed_year_shows_what_was_frozen_and_what_came_late(client, person):
    course = make_course()
    close_after(make_obligation(person.postings.get().agency, course))
    complete_at(person, course, CUT_OFF + dt.timedelta(days=2))
    text = client.get(address("my_year"), {"year": 2025}).text
    assert "Not fulfilled" in text
    assert "after the cut-off day" in text
