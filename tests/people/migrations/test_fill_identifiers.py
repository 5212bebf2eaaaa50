"""An installation that has people gets their identifiers, or is told whose are not clear."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import QuerySet

from people.models import Identifier, Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db

migration = import_module("people.migrations.0003_fill_identifiers")


def test_everybody_there_gets_the_identifiers_they_would_get_today():
    PersonFactory(email="khin@mail.example", phone="09250001234")
    PersonFactory(username="1001", staff_number="1001")
    PersonFactory(citizen=True)
    before = set(Identifier.objects.values_list("value", "person"))
    migration.empty(apps, None)
    assert not Identifier.objects.exists()
    migration.fill(apps, None)
    assert set(Identifier.objects.values_list("value", "person")) == before


def test_an_identifier_of_two_people_is_told_and_given_to_neither():
    admin, other = PersonFactory(username="admin"), PersonFactory()
    migration.empty(apps, None)
    # Past our query set, as it was before there were identifiers.
    QuerySet(Person).filter(pk=other.pk).update(staff_number="ADMIN")
    with pytest.raises(RuntimeError, match=rf"admin: people \[{admin.pk}, {other.pk}\]"):
        migration.fill(apps, None)
    assert not Identifier.objects.exists()
    # As docs/operate.md says how to go on.
    Person.objects.filter(pk=other.pk).update(staff_number=None)
    migration.fill(apps, None)
    assert Identifier.objects.get(value="admin").person == admin
