"""People are found as they are called."""

import pytest

from people.directory import match_people, search_people
from people.models import Person, Posting
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def khin():
    return PersonFactory(name_my="ခင်မျိုးသန္တာ", name_en="Khin Myo Thandar", staff_number="PA-200417")


@pytest.fixture(autouse=True)
def others():
    PersonFactory(name_my="ကျော်ဇောလင်း", name_en="Kyaw Zaw Lin", staff_number="100003")


@pytest.mark.parametrize(
    "words",
    [
        "ခင်မျိုးသန္တာ",
        "ခင် မျိုး သန္တာ",
        "ဒေါ်ခင်မျိုးသန္တာ",
        "ဒေါ် ခင်မျိုး",
        "သန္တာ ခင်",
        "သန္တာမျိုးခင်",
        "Khin Myo Thandar",
        "daw khin myo",
        "Khin Myo Thandar, Daw",
        "Dr. Thandar",
        "KhinMyo",
        "thandar  khin",
        "ခင်မျိုး thandar",
        "200417",
        "၂၀၀၄၁၇",
        "pa-2004",
        "0417 ခင်",
        "",
        "  ",
    ],
)
def test_a_person_is_found_as_people_call_them(khin, words):
    assert khin in search_people(Person.objects.all(), words)


def test_zawgyi_finds_what_unicode_recorded():
    person = PersonFactory(name_my="ကြည်ကြည်မြင့်")
    zawgyi = "ၾကည္ၾကည္ျမင့္"
    assert person in search_people(Person.objects.all(), zawgyi)


@pytest.mark.parametrize(
    "words", ["Khin Zaw", "ကျော်သန္တာ", "2004179", "%", "_", "\\", "\n", "x" * 5000, "က " * 500]
)
def test_every_word_must_fit(khin, words):
    found = search_people(Person.objects.all(), words)
    assert khin not in found or not words.strip()


def test_a_phone_is_no_name(khin):
    PersonFactory(phone="09450001234")
    assert not search_people(Person.objects.all(), "0945000").exists()


def test_rows_of_people_are_found_by_the_path_to_them(khin):
    posting = PostingFactory(person=khin)
    assert search_people(Posting.objects.all(), "သန္တာခင်", path="person__").get() == posting
    assert not Posting.objects.filter(match_people("ကျော်", path="person__"))
