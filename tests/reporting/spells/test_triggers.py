"""Whoever changes a fact, and however, makes its person stale."""

import pytest
from django.db import connection

from certification.models import Evidence
from people.models import Person, Posting
from people.postings import post_person
from reporting.models import StalePerson
from reporting.spells.triggers import install_triggers, remove_triggers
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def take_stale():
    """The people who are stale, of whom none is afterwards."""
    found = set(StalePerson.objects.values_list("person_id", flat=True))
    StalePerson.objects.all().delete()
    return found


@pytest.fixture
def official():
    person = EvidenceFactory(person=PostingFactory().person).person
    assert take_stale() == {person.pk}
    return person


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_rows_written_in_bulk_are_noted_however_many(official):
    skill, others = SkillFactory(), PersonFactory.create_batch(3)
    Evidence.objects.bulk_create(
        EvidenceFactory.build(person=person, skill=skill, recorded_by=None)
        for person in (official, *others)
    )
    assert take_stale() == {official.pk, *(person.pk for person in others)}


@pytest.mark.parametrize("model", [Posting, Evidence])
def test_rows_changed_or_deleted_by_a_query_are_noted(official, model):
    model.objects.update(grade=3)
    assert take_stale() == {official.pk}
    other = PersonFactory()
    model.objects.update(person=other)
    assert take_stale() == {official.pk, other.pk}
    model.objects.all().delete()
    assert take_stale() == {other.pk}


def test_words_of_sql_are_noted(official):
    execute("UPDATE certification_evidence SET level = level + 1")
    assert take_stale() == {official.pk}
    execute("DELETE FROM people_posting")
    assert take_stale() == {official.pk}


def test_a_move_is_noted(official):
    post_person(official, AgencyFactory(), position={"en": "Clerk"}, day=DAY)
    assert take_stale() == {official.pk}


def test_of_a_person_only_the_end_of_the_account_is_noted(official):
    official.save()
    Person.objects.update(email="")
    assert take_stale() == set()
    Person.objects.update(is_active=False)
    assert take_stale() == {official.pk}
    Person.objects.update(is_active=False)
    assert take_stale() == set()


def test_triggers_that_a_migration_lost_come_back_and_note_everybody(official):
    install_triggers(connection)
    assert take_stale() == set()
    if connection.vendor == "postgresql":
        # No trigger is dropped while keys of rows of this transaction wait to be checked.
        execute("SET CONSTRAINTS ALL IMMEDIATE")
    remove_triggers(connection)
    Evidence.objects.update(level=5)
    assert take_stale() == set()
    install_triggers(connection)
    assert take_stale() == {official.pk}
    Evidence.objects.update(level=4)
    assert take_stale() == {official.pk}
