"""Lists are sorted as a Burmese dictionary has it, on both databases alike."""

import pytest
from django.utils.translation import override

from people.models import Person
from people.text.collation import in_dictionary_order, sort_key
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Consonant by consonant; within one by vowels, then by finals, then by medials.
DICTIONARY = [
    *("က", "ကံ", "ကို", "ကောင်း", "ကန်", "ကျ", "ကျော်", "ကြီး", "ကြယ်", "ခင်", "ငယ်", "စော", "ဆွေ", "ညီ"),
    *("မင်း", "မြ", "လှ", "ဝင်း", "သန့်", "ဟန်", "ဦးစော", "အောင်"),
]


def test_burmese_words_come_in_the_order_of_a_dictionary():
    for word in reversed(DICTIONARY):
        PersonFactory(name_my=word)
    found = Person.objects.order_by(in_dictionary_order("name_my"))
    assert list(found.values_list("name_my", flat=True)) == DICTIONARY


def test_keys_compare_as_their_texts_do():
    assert sorted(set(DICTIONARY), key=sort_key) == DICTIONARY


@pytest.mark.parametrize(
    ("language", "order"), [("my", ["S1", "S3", "S2"]), ("en", ["S3", "S2", "S1"])]
)
def test_people_are_sorted_by_the_name_that_the_reader_sees(language, order):
    PersonFactory(staff_number="S1", name_my="ကံ", name_en="Zaw")
    PersonFactory(staff_number="S2", name_my="ကျော်", name_en="Khin")
    PersonFactory(staff_number="S3", name_my="ကန်", name_en="")
    with override(language):
        found = Person.objects.order_by(Person.name_order())
        assert list(found.values_list("staff_number", flat=True)) == order
