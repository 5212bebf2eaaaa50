"""A new number may be a namesake of the same office, whom a person has to know apart."""

import datetime as dt

import pytest

from people.models import Person
from people.roster.doubles import check_namesake, find_namesakes
from people.roster.identity import PersonInDoubt
from people.roster.reading.parsing import RosterRow
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = dt.date(2024, 1, 1)


@pytest.fixture
def khin(tree):
    person = PersonFactory(staff_number="1001", name_my="ခင်မျိုး", name_en="Khin Myo")
    return PostingFactory(person=person, agency=tree["GAD"]).person


def row(number="2001", agency="GAD", *, is_somebody_new=False, **names):
    return RosterRow(2, number, agency, {}, None, DAY, None, names, is_somebody_new)


def find(*rows, known=()):
    return find_namesakes(list(rows), known)


def test_a_namesake_of_the_same_office_is_found_by_either_name(khin):
    assert find(row(name_my="ခင်မျိုး")) == {"2001": khin}
    assert find(row(name_en="Khin Myo")) == {"2001": khin}


@pytest.mark.parametrize(
    "other",
    [
        row(agency="MOE", name_en="Khin Myo"),
        row(name_en="Aung Kyaw"),
        # Both names are told, and one is another's.
        row(name_my="ခင်မျိုး", name_en="Khin Moe"),
        row(name_en="Khin Myo", is_somebody_new=True),
        row(),
    ],
)
def test_others_are_nobodys_namesake(khin, other):
    assert find(other) == {}


def test_whoever_has_a_line_of_their_own_or_left_is_somebody_else(khin):
    assert find(row(name_en="Khin Myo"), known={"1001"}) == {}
    khin.postings.update(valid_to=dt.date(2025, 1, 1))
    assert find(row(name_en="Khin Myo")) == {}


def test_a_person_decides_and_is_told_the_number(khin):
    check_namesake(row(), None)
    with pytest.raises(PersonInDoubt) as doubt:
        check_namesake(row(), Person.objects.get())
    assert (doubt.value.question, doubt.value.other) == ("namesake", khin)
    assert "၁၀၀၁" in str(doubt.value.message)
