"""Entries of the history say from where somebody acted, and in whose place."""

import datetime as dt

import pytest
from wagtail.models import ModelLogEntry

from people.history import Origin, acts_from, describe_origin, office_acted
from people.history.origins import find_lenders
from people.models import Person, Role
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HR = Role.Kind.HR
LATER = dt.date(2999, 1, 1)


@pytest.fixture
def lender():
    return PersonFactory(name_en="Lender")


@pytest.fixture
def deputy(tree, lender):
    return RoleFactory(agency=tree["MOHA"], acting_for=lender, valid_to=LATER).person


def test_an_act_comes_from_where_the_request_came_from_and_from_nowhere_after_it():
    with acts_from(Origin("203.0.113.1", "Firefox")):
        told = describe_origin(None)
    assert told == {"origin": {"address": "203.0.113.1", "device": "Firefox"}}
    assert describe_origin(PersonFactory()) == {}


def test_a_deputy_acts_for_the_lender_where_the_lent_role_holds(tree, deputy, lender):
    assert find_lenders(deputy) == [lender]
    assert find_lenders(deputy, kinds=[HR], agency=tree["GAD"]) == [lender]
    assert find_lenders(deputy, kinds=[HR], agency=tree["MOE"]) == []
    assert find_lenders(deputy, kinds=[Role.Kind.TRAINER]) == []
    assert find_lenders(lender) == []


def test_a_deputy_acts_in_the_own_name_where_the_own_role_would_do(tree, deputy, lender):
    RoleFactory(person=deputy, agency=tree["GAD"])
    deputy = Person.objects.get(pk=deputy.pk)
    assert find_lenders(deputy, agency=tree["GAD-T1"]) == []
    assert find_lenders(deputy, agency=tree["MOHA"]) == [lender]


def test_what_an_office_does_to_a_person_is_kept_under_both_names(tree, deputy, lender):
    person = PostingFactory(agency=tree["GAD"]).person
    elsewhere = PostingFactory(agency=tree["MOE"]).person
    for one in (person, elsewhere):
        office_acted.send(Person, action="person.leave", people=[one], by=deputy, data={})
    entry = ModelLogEntry.objects.get(object_id=str(person.pk))
    assert [one["id"] for one in entry.data["acting_for"]] == [lender.pk]
    assert entry.data["acting_for"][0]["names"]["en"] == "Daw Lender"
    assert "Daw Lender" in entry.user_display_name or lender.name_my in entry.user_display_name
    assert "acting_for" not in ModelLogEntry.objects.get(object_id=str(elsewhere.pk)).data
