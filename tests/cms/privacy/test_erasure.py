"""The history of somebody whose data was erased."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.office.site_history import tell_lenders
from people.models import Person, Role
from people.privacy.erasure import erase_person
from people.renaming import ask_for_name, decide_about_name
from people.roles import Period, end_roles_of, lend_role
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

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


def test_the_name_goes_of_whoever_lent_a_role_and_of_no_other_lender():
    today = timezone.localdate()
    office = AgencyFactory()
    lender, other = (PersonFactory(name_my="", name_en=name) for name in ("Thiri", "Mya"))
    deputy, official = PersonFactory(), PersonFactory()
    for one in (deputy, official):
        PostingFactory(person=one, agency=office)
    for one in (lender, other):
        RoleFactory(person=one, agency=office, kind="hr")
        days = Period(today, today + dt.timedelta(days=7))
        lend_role(deputy, office, "hr", days, by=one, reason="Leave.")
    deputy = Person.objects.get(pk=deputy.pk)
    asked = ask_for_name(official, name_my="", name_en="Anew")
    decide_about_name(asked, by=deputy, is_granted=True)
    Role.objects.filter(person=lender).update(valid_to=today)
    end_roles_of([Person.objects.get(pk=lender.pk)], day=today)
    assert "Thiri" in told_of(deputy, official)
    erase_person(Person.objects.get(pk=lender.pk))
    told = told_of(deputy, official)
    assert "Thiri" not in told
    assert "Mya" in told
    assert "Thiri" not in json.dumps([row.data for row in ModelLogEntry.objects.all()])


def told_of(*people):
    """What the history says of acts on the people, and in whose place they were done."""
    rows = ModelLogEntry.objects.filter(object_id__in=[str(one.pk) for one in people])
    return " ".join(f"{row.message} {tell_lenders(row)}" for row in rows)
