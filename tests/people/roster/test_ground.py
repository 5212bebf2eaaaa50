"""What a roster rests on is seen to change, and nothing else is."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Agency, Person
from people.roster.ground import lock_roster_ground, read_roster_ground
from people.roster.reading.parsing import parse_roster
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.roster.rosters import KHIN, csv_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agencies")]


@pytest.fixture
def khin():
    person = PersonFactory(staff_number="1001", name_my="ခင်မျိုး", name_en="Khin Myo")
    Person.objects.update(password="!")  # nobody signs in by it
    return person


def post(person):
    PostingFactory(person=person, valid_from=dt.date(2023, 1, 1))


@pytest.mark.parametrize(
    "change",
    [
        lambda person: Person.objects.update(name_en="Khin"),
        lambda person: Person.objects.update(last_login=timezone.now()),
        post,
        lambda person: Agency.objects.filter(code="GAD").update(valid_to="2090-01-01"),
        lambda person: PersonFactory(email="khin@mail.example"),
    ],
)
def test_what_the_rows_are_compared_with_counts(khin, change):
    rows = parse_roster(csv_file(KHIN)).rows
    before = read_roster_ground(rows)
    assert lock_roster_ground(rows) == before
    change(khin)
    assert lock_roster_ground(rows) != before


def test_what_happens_to_others_does_not_count(khin):
    rows = parse_roster(csv_file(KHIN)).rows
    before = read_roster_ground(rows)
    PostingFactory(agency=Agency.objects.get(code="GAD"))
    assert read_roster_ground(rows) == before
