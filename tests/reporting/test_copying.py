"""Rows copied into the database are as they were given."""

import datetime as dt

import pytest

from certification.models import Evidence
from reporting.copying import copy_rows
from reporting.models import StalePerson
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db
NAMES = ("person_id", "skill_id", "level", "kind", "source", "acquired_on", "position", "grade")
# What separates and escapes in the text that PostgreSQL is given.
SOURCE = "one\ttwo\nthree\\four\r\\N"
POSITION = {"my": "စာရေး", "en": 'Clerk "A"\\'}


def test_rows_are_read_as_they_were_given_and_noted_by_the_triggers():
    person, skill, day = PersonFactory(), SkillFactory(), dt.date(2026, 1, 2)
    kind = Evidence.Kind.TEST
    rows = [
        (person.pk, skill.pk, level, kind, SOURCE, day, POSITION, grade)
        for level, grade in ((1, None), (2, 7))
    ]
    copy_rows(Evidence, NAMES, iter(rows))
    assert list(Evidence.objects.order_by("level").values_list(*NAMES)) == rows
    assert not Evidence.objects.exclude(agency=None, expires_on=None, certificate=None).exists()
    assert set(StalePerson.objects.values_list("person_id", flat=True)) == {person.pk}


def test_no_rows_write_nothing():
    copy_rows(Evidence, NAMES, [])
    assert not Evidence.objects.exists()
