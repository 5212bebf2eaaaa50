"""Enrolments are ordered by what a learner does, and only one of a course is open."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from courses.models import Enrolment
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


def day(number):
    return AT + dt.timedelta(days=number)


@pytest.fixture
def person():
    return PersonFactory()


def enrol(person, course=None, **fields):
    enrolment = make_enrolment(course or make_course(), person=person, at=AT)
    for name, value in fields.items():
        setattr(enrolment, name, value)
    enrolment.save()
    return enrolment


def test_open_enrolments_are_neither_completed_nor_withdrawn(person):
    opened, completed = enrol(person), enrol(person, completed_at=AT)
    enrol(person, withdrawn_at=AT)
    assert Enrolment.objects.open().get() == opened
    assert Enrolment.objects.completed().get() == completed


def test_open_comes_before_completed_and_the_newest_first(person):
    old, new = enrol(person, completed_at=day(1)), enrol(person, completed_at=day(2))
    opened = enrol(person)
    assert list(Enrolment.objects.newest_first()) == [opened, new, old]


def test_recent_use_is_completion_else_the_last_visit_else_the_start(person):
    started = enrol(person)
    seen = enrol(person, last_seen_at=day(3))
    completed = enrol(person, last_seen_at=day(4), completed_at=day(2))
    assert list(Enrolment.objects.by_recent_use()) == [seen, completed, started]


def test_a_second_open_enrolment_is_refused(person):
    first = enrol(person)
    again = {"person": person, "course": first.course, "enrolled_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(**again)
    Enrolment.objects.update(completed_at=AT)
    assert Enrolment.objects.create(**again, occasion=2) != first


def test_an_occasion_has_one_enrolment_also_when_it_is_completed(person):
    first = enrol(person, completed_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(person=person, course=first.course, enrolled_at=AT)
