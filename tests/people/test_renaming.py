"""A corrected name is written with the key that searches use."""

import pytest

from people.models import Person
from people.renaming import rename_person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_names_that_are_not_given_stay():
    person = PersonFactory(honorific="daw", name_my="ခင်", name_en="Khin")
    rename_person(person, {"name_en": "Khin Myo", "honorific": "dr"})
    person = Person.objects.get()
    assert (person.honorific, person.name_my, person.name_en) == ("dr", "ခင်", "Khin Myo")


def test_the_key_follows_the_name():
    person = PersonFactory(name_en="Khin")
    before = person.name_key
    rename_person(person, {"name_en": "Aung"})
    saved = Person.objects.get().name_key
    assert saved != before
    assert saved == PersonFactory(name_en="Aung").name_key


def test_nothing_else_of_the_person_is_written():
    person = PersonFactory(email="khin@mail.example")
    Person.objects.update(email="new@mail.example")
    rename_person(person, {"name_en": "Aung"})
    assert Person.objects.get().email == "new@mail.example"
