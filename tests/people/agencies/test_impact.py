"""Offices are told in words what must go somewhere when an agency closes."""

import datetime as dt

import pytest

from people.agencies import Dependant, register_dependant
from people.agencies.impact import describe_impact
from people.models import Agency
from tests.people.agencies.conftest import DAY
from tests.people.factories import ChargeFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LATER = DAY + dt.timedelta(days=30)


def test_people_charges_units_and_roles_are_each_counted_once(tree, english):
    gad = tree["GAD"]
    person = PostingFactory(agency=gad, person__password="!", valid_to=LATER).person
    PostingFactory(agency=gad, person=person, valid_from=LATER)
    for kind in ("hr", "trainer"):
        RoleFactory(agency=gad, person=person, kind=kind)
    ChargeFactory(person=person, agency=gad)
    told = ["1 person", "1 additional charge", "1 unit right below", "2 roles held here"]
    assert describe_impact([gad], DAY) == told


def test_what_is_over_by_the_day_is_not_told_of(tree):
    township = tree["GAD-T1"]
    person = PostingFactory(agency=township, person__password="!", valid_to=DAY).person
    RoleFactory(agency=township, person=person, valid_to=DAY)
    Agency.objects.filter(pk=township.pk).update(valid_to=DAY)
    assert describe_impact([tree["GAD"], township], DAY) == []


def test_an_app_adds_what_of_it_hangs_on_agencies(tree, monkeypatch):
    monkeypatch.setattr("people.agencies.impact._dependants", {})
    register_dependant(
        Dependant("safes", lambda n: "%(count)s safes", lambda found, _: len(found))
    )
    assert describe_impact([tree["GAD"], tree["MOE"]], DAY) == ["၂ safes"]
