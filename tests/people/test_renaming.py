"""A corrected name is written with the key that searches use; an office decides about others."""

import pytest
from wagtail.models import ModelLogEntry

from people.models import Message, NameRequest, Person
from people.renaming import NameAlreadyDecided, ask_for_name, decide_about_name, rename_person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_names_that_are_not_given_stay():
    person = PersonFactory(honorific="daw", name_my="ခင်", name_en="Khin")
    rename_person(person, {"name_en": "Khin Myo", "honorific": "dr"})
    person = Person.objects.get()
    assert (person.honorific, person.name_my, person.name_en) == ("dr", "ခင်", "Khin Myo")


def test_an_honorific_is_not_written_into_the_name_too():
    person = PersonFactory(honorific="daw", name_my="ခင်", name_en="Khin")
    rename_person(person, {"name_my": "ဒေါ်ခင်မျိုး", "name_en": "Daw Khin Myo"})
    assert Person.objects.get().name_in("my") == "ဒေါ်ခင်မျိုး"
    assert Person.objects.get().name_in("en") == "Daw Khin Myo"


def test_the_key_follows_the_name():
    person = PersonFactory(name_en="Khin")
    before = bytes(person.sort_key_en)
    rename_person(person, {"name_en": "Aung"})
    saved = bytes(Person.objects.get().sort_key_en)
    assert saved != before
    assert saved == bytes(PersonFactory(name_en="Aung").sort_key_en)


def test_nothing_else_of_the_person_is_written():
    person = PersonFactory(email="khin@mail.example")
    Person.objects.update(email="new@mail.example")
    rename_person(person, {"name_en": "Aung"})
    assert Person.objects.get().email == "new@mail.example"


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def asked(tree):
    person = PersonFactory(name_en="Khin", is_name_confirmed=False)
    PostingFactory(agency=tree["GAD"], person=person)
    return ask_for_name(person, name_my="", name_en="Khin Myo", note="as on my letter")


def test_asking_changes_nothing_and_the_last_wish_counts(asked):
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin"
    ask_for_name(asked.person, name_my="ခင်မျိုး", name_en="", note="")
    assert NameRequest.objects.get().name_my == "ခင်မျိုး"


def test_a_granted_name_is_written_confirmed_told_and_kept_in_the_history(asked, hr):
    decide_about_name(asked, by=hr, is_granted=True)
    person = Person.objects.get(pk=asked.person_id)
    assert (person.name_en, person.name_my) == ("Khin Myo", "ခင်မျိုးသန္တာ")
    assert person.is_name_confirmed
    assert Message.objects.get(person=person).kind == "people/name_granted"
    entry = ModelLogEntry.objects.get(action="person.rename")
    [change] = entry.data["changes"]
    assert (entry.user, change["field"]) == (hr, "name_en")
    assert (change["old"]["en"], change["new"]["en"]) == ("Khin", "Khin Myo")


def test_a_refused_name_stays_and_the_person_is_told_why(asked, hr):
    decide_about_name(asked, by=hr, is_granted=False, answer="Bring the letter.")
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin"
    message = Message.objects.get(person=asked.person_id)
    assert (message.kind, message.facts["answer"]) == ("people/name_refused", "Bring the letter.")


def test_a_request_is_decided_once(asked, hr):
    decide_about_name(asked, by=hr, is_granted=False, answer="No.")
    with pytest.raises(NameAlreadyDecided):
        decide_about_name(asked, by=hr, is_granted=True)
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin"


def test_a_request_is_seen_by_the_office_of_the_person_alone(asked, hr, tree):
    seen = NameRequest.objects.managed_by
    assert seen(hr).get() == asked
    assert seen(PersonFactory(admin=True)).get() == asked
    others = [
        RoleFactory(agency=tree["MOE"], kind="hr").person,
        RoleFactory(agency=tree["MM"], kind="registrar").person,
        RoleFactory(agency=tree["MM"], kind="hr", expired=True).person,
        asked.person,
    ]
    assert not any(seen(other).exists() for other in others)


def test_nobody_decides_about_their_own_name(asked, tree):
    RoleFactory(agency=tree["MM"], kind="hr", person=asked.person)
    assert not NameRequest.objects.managed_by(asked.person).exists()
