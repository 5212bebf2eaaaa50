"""Units, positions and grades are asked alike of one, of many and of a list of courses."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.entry import (
    check_admission,
    find_closed_courses,
    find_unadmitted,
)
from courses.models import Course
from people.models import Person
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "is_in"),
    [
        ({}, True),
        ({"grade": 5}, True),
        ({"grade": 4}, False),
        ({"grade": 9}, False),
        ({"grade": None}, False),
        ({"position": {"en": "Driver", "my": "ယာဉ်မောင်း"}}, False),
        ({"agency": "other"}, False),
        ({"valid_to": dt.date(2024, 6, 1)}, False),
    ],
)
def test_units_positions_and_grades_are_asked_alike_everywhere(office, held, changes, is_in):
    here = AgencyFactory(parent=office)
    if changes.get("agency"):
        here, changes = AgencyFactory(), {}
    person = PostingFactory(agency=here, **changes).person
    today = timezone.localdate()
    everybody = Person.objects.all()
    assert check_admission(person, held).is_open == is_in
    assert (person not in find_unadmitted(everybody, held, on=today)) == is_in
    closed = find_closed_courses(person, Course.objects.all(), on=today)
    assert (held.pk not in closed) == is_in
