"""Whoever changes a fact, and however, makes its person stale, and figures are right at once."""

import pytest
from django.db import connection

from certification.models import Evidence
from people.models import Agency, Person, Posting
from people.postings import post_person
from people.privacy.erasure import erase_person
from people.roster.proposals import applying, import_at_once
from reporting.figures.subtree import Subtree
from reporting.models import StalePerson
from reporting.spells import fold_all, recount_figures, refresh_tallies
from reporting.spells.triggers import install_triggers, remove_triggers
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.spells.history import LearningCountry, assert_door_is_right, read_door

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


def erase(country):
    person = country.people[0]
    Posting.objects.filter(person=person).update(valid_to=country.day(6))
    erase_person(person)


def close_account(country):
    Person.objects.filter(pk=country.people[0].pk).update(is_active=False)


def open_account(country):
    close_account(country)
    fold_all()
    Person.objects.filter(pk=country.people[0].pk).update(is_active=True)
    country.do(0, "learn", 2, 3, 3)


def apply_roster(country):
    columns = "staff_number,name_en,agency,position_en,grade,from"
    lines = [
        f"{person.staff_number},{person.name_en},{unit.code},Head,7,{country.day(when)}"
        for when, (person, unit) in enumerate(zip(country.people, country.units, strict=False), 2)
    ]
    content = "\r\n".join([columns, *lines]).encode()
    assert import_at_once(content, file_name="r.csv", operator="op").moved == 3


def move_units(country):
    country.do(0, "move", 1, 0, 3)
    country.do(1, "merge", 2, 4, 4)
    country.do(2, "split", 0, 0, 6)
    country.do(3, "close", 3, 1, 8)


def update_in_bulk(country):
    rows = list(Posting.objects.all())
    for row in rows:
        row.agency, row.valid_from = country.units[4], country.day(3)
    Posting.objects.bulk_update(rows, ["agency", "valid_from"])


def write_sql(country):
    execute("UPDATE certification_evidence SET level = 5 - level")


def delete_people(country):
    person = country.people[1]
    for rows in (person.evidence, person.postings):
        rows.all().delete()
    Person.objects.filter(pk=person.pk).delete()


@pytest.mark.parametrize(
    "change",
    [
        *(erase, close_account, open_account, apply_roster, move_units),
        *(update_in_bulk, write_sql, delete_people),
    ],
)
def test_figures_are_right_at_once_and_after_a_fold(change, small_sums, monkeypatch):
    monkeypatch.setattr(applying, "_LINES_AT_ONCE", 1)
    country = LearningCountry()
    for number, person in enumerate((0, 3, 1, 4, 2, 5)):
        country.do(number, "learn", person % 3, person, number // 2)
    fold_all()
    refresh_tallies()
    before = read_all(country)
    change(country)
    assert read_all(country) != before
    assert_door_is_right(country)
    fold_all()
    assert_door_is_right(country)
    assert recount_figures().is_right


def read_all(country):
    subtree = Subtree.of(list(Agency.objects.all()), since=country.first)
    return [read_door(subtree, question) for question in country.questions()]
