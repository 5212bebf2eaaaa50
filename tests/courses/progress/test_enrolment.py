"""Enrolments: one open record per person and course."""

import pytest
from django.utils import timezone

from courses.models import Enrolment
from courses.progress.enrolment import enrol_person
from tests.courses.factories import (
    make_enrolment,
)
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_enrolling_twice_gives_one_record(course):
    person = PersonFactory()
    assert enrol_person(person, course, language="my") == enrol_person(
        person, course, language="en"
    )
    assert Enrolment.objects.get().language == "my"


def test_a_withdrawn_person_may_enrol_again(course):
    enrolment = make_enrolment(course)
    Enrolment.objects.update(withdrawn_at=timezone.now())
    assert enrol_person(enrolment.person, course, language="my") != enrolment
