"""Enrolments: one record for each person, course and occasion."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Enrolment
from courses.progress.enrolment import (
    NothingToLeave,
    current_enrolment,
    enrol_person,
    leave_course,
    record_end,
)
from tests.courses.factories import make_enrolment
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def days(number):
    return dt.timedelta(days=number)


def complete(enrolment, *, ends_in):
    """The completion of an enrolment that ends so many days from today."""
    enrolment.completed_at = NOW - days(300)
    enrolment.save()
    record_end(enrolment, TODAY + days(ends_in))
    return enrolment


def enrol_again(enrolment, at=NOW):
    return enrol_person(enrolment.person, enrolment.course, language="my", at=at)


def test_enrolling_twice_gives_one_record(course):
    person = PersonFactory()
    assert enrol_person(person, course, language="my") == enrol_person(
        person, course, language="en"
    )
    assert Enrolment.objects.get().language == "my"


def test_who_left_comes_back_to_the_same_record(course):
    enrolment = make_enrolment(course)
    leave_course(enrolment, at=NOW)
    assert enrolment.withdrawn_at == NOW
    assert current_enrolment(enrolment.person, course) is None
    back = enrol_again(enrolment)
    assert (back, back.withdrawn_at) == (enrolment, None)
    assert current_enrolment(enrolment.person, course) == enrolment
    assert Enrolment.objects.count() == 1


def test_nobody_leaves_twice_or_what_is_completed(course):
    enrolment = make_enrolment(course)
    leave_course(enrolment)
    with pytest.raises(NothingToLeave):
        leave_course(enrolment)
    with pytest.raises(NothingToLeave):
        leave_course(complete(make_enrolment(course), ends_in=-1))


@pytest.mark.parametrize(("ends_in", "occasion"), [(91, 1), (90, 2), (0, 2), (-400, 2)])
def test_a_completion_is_renewed_from_ninety_days_before_its_end(course, ends_in, occasion):
    enrolment = complete(make_enrolment(course), ends_in=ends_in)
    again = enrol_again(enrolment)
    assert again.occasion == occasion
    assert (again == enrolment) is (occasion == 1)
    assert again.completed_at is None or again == enrolment


def test_a_completion_that_counts_for_good_is_not_renewed(course):
    enrolment = complete(make_enrolment(course), ends_in=0)
    record_end(enrolment, None)
    assert enrol_again(enrolment) == enrolment


def test_renewing_twice_gives_one_further_enrolment_beside_the_old_record(course):
    enrolment = complete(make_enrolment(course), ends_in=10)
    again = enrol_again(enrolment)
    assert enrol_again(enrolment) == again
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, enrolment.occasion) == (NOW - days(300), 1)
    assert current_enrolment(enrolment.person, course) == again
    complete(again, ends_in=5)
    assert enrol_again(enrolment).occasion == 3


def test_a_renewal_that_was_left_is_come_back_to(course):
    enrolment = complete(make_enrolment(course), ends_in=10)
    again = enrol_again(enrolment)
    leave_course(again)
    assert current_enrolment(enrolment.person, course) == enrolment
    assert enrol_again(enrolment) == again
    assert Enrolment.objects.count() == 2


def test_two_who_renew_at_once_get_one_enrolment(course, monkeypatch):
    """Both have read that there is none: the database refuses the second."""
    enrolment = complete(make_enrolment(course), ends_in=10)
    monkeypatch.setattr("courses.progress.enrolment._find_last", lambda person, course: enrolment)
    assert enrol_again(enrolment) == enrol_again(enrolment)
    assert Enrolment.objects.filter(occasion=2).count() == 1
