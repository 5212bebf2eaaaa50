"""What offices do to people is heard by whoever keeps the history, or it is not done."""

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from people.history import office_acted
from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def act(people, by, **data):
    office_acted.send(Person, action="person.leave", people=people, by=by, data=data)


@transaction.atomic
def rename(person):
    Person.objects.filter(pk=person.pk).update(name_en="Changed")
    act([person], person)


def test_one_act_is_an_entry_for_each_person_by_who_did_it():
    people, by = PersonFactory.create_batch(2), PersonFactory()
    act(people, by)
    entries = ModelLogEntry.objects.filter(action="person.leave")
    assert {(entry.object_id, entry.user) for entry in entries} == {
        (str(person.pk), by) for person in people
    }


def test_a_history_that_fails_takes_the_act_back():
    by = PersonFactory()

    def fail(**_kwargs):
        raise OSError("full")

    office_acted.connect(fail)
    try:
        with pytest.raises(OSError, match="full"):
            rename(by)
    finally:
        office_acted.disconnect(fail)
    by.refresh_from_db()
    assert by.name_en != "Changed"
    assert not ModelLogEntry.objects.filter(action="person.leave").exists()
