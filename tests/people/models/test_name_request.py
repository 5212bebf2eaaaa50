"""Requests for another name: whose they are to decide, and what the database holds."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import NameRequest
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def ask(person=None, **fields):
    stated = {"name_en": "Khin Myo", "asked_at": timezone.now()} | fields
    return NameRequest.objects.create(person=person or PersonFactory(), **stated)


@pytest.fixture
def asked(tree):
    return ask(PostingFactory(agency=tree["GAD"]).person)


def managed(person):
    return list(NameRequest.objects.managed_by(person))


@pytest.mark.parametrize(("unit", "is_theirs"), [("MOHA", True), ("GAD", True), ("MOE", False)])
def test_an_hr_manager_has_those_of_the_own_offices(asked, tree, unit, is_theirs):
    hr = RoleFactory(agency=tree[unit], kind="hr").person
    assert managed(hr) == ([asked] if is_theirs else [])


@pytest.mark.parametrize("kind", ["secretariat", "registrar", "trainer", "auditor"])
def test_other_roles_have_none(asked, tree, kind):
    assert managed(RoleFactory(agency=tree["MOHA"], kind=kind).person) == []


def test_nobody_decides_about_the_own_name(tree):
    hr = RoleFactory(agency=tree["GAD"], kind="hr").person
    PostingFactory(person=hr, agency=tree["GAD"])
    admin = PersonFactory(admin=True)
    ask(hr)
    own = ask(admin)
    assert managed(hr) == []
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    deputy = RoleFactory(agency=tree["GAD"], acting_for=hr, valid_to=tomorrow).person
    assert managed(deputy) == []
    assert own not in managed(admin)


def test_people_without_a_posting_are_the_administrators(tree):
    lone = ask()
    assert managed(RoleFactory(agency=tree["MOHA"], kind="hr").person) == []
    assert managed(PersonFactory(admin=True)) == [lone]


def test_a_closed_account_has_none(asked, tree):
    hr = RoleFactory(agency=tree["GAD"], kind="hr").person
    hr.is_active = False
    assert managed(hr) == []
    assert managed(PersonFactory(admin=True, is_active=False)) == []


def test_what_is_decided_does_not_wait_and_leaves_room_for_another(asked):
    asked.decided_at, asked.decided_by, asked.is_granted = timezone.now(), PersonFactory(), False
    asked.save()
    assert not NameRequest.objects.waiting().exists()
    again = ask(asked.person)
    assert list(NameRequest.objects.waiting()) == [again]


@pytest.mark.parametrize(
    "fields",
    [
        {"name_en": "", "name_my": ""},
        {"decided_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"is_granted": True},
    ],
)
def test_the_database_refuses_empty_and_half_decided_requests(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(**fields)


def test_the_database_refuses_a_second_request_that_waits(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(asked.person)
