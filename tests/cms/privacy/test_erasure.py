"""The history of somebody whose data was erased."""

import json

import pytest
from django.db import DatabaseError, transaction
from wagtail.models import ModelLogEntry

from people.privacy.erasure import erase_person
from people.renaming import ask_for_name, decide_about_name
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed():
    person, manager = PersonFactory(name_en="Khin"), PersonFactory(name_en="Manager")
    request = ask_for_name(person, name_my="", name_en="Khin Myo")
    decide_about_name(request, by=manager, is_granted=True)
    person.refresh_from_db()
    return person


def test_entries_keep_who_did_what_and_when_and_lose_the_name(renamed):
    before = ModelLogEntry.objects.get()
    erase_person(renamed)
    after = ModelLogEntry.objects.get(pk=before.pk)
    assert (after.action, after.user_id, after.timestamp) == (
        before.action,
        before.user_id,
        before.timestamp,
    )
    kept = [(row.label, row.data) for row in ModelLogEntry.objects.all()]
    assert "Khin" not in json.dumps(kept)
    assert ModelLogEntry.objects.filter(action="person.erase").count() == 1


def test_the_history_is_closed_again_afterwards(renamed):
    erase_person(renamed)
    with pytest.raises(DatabaseError), transaction.atomic():
        ModelLogEntry.objects.update(label="x")


def test_what_the_person_did_to_others_stays():
    manager, person = PersonFactory(name_en="Manager"), PersonFactory()
    decide_about_name(
        ask_for_name(person, name_my="", name_en="Other"), by=manager, is_granted=True
    )
    erase_person(manager)
    entry = ModelLogEntry.objects.get(action="person.rename")
    assert entry.user_id == manager.pk
    assert "Other" in json.dumps(entry.data)
