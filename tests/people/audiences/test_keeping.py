"""HR managers of the agency keep its audiences; each act stands in the history."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from people.audiences import AudienceUse, PeopleRule, register_use, uses
from people.audiences.keeping import (
    AudienceChanged,
    AudienceInUse,
    add_member,
    change_audience,
    keep_audience,
    remove_member,
    restore_audience,
    retire_audience,
)
from people.models import Audience
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAMES = {"my": "အရာရှိများ", "en": "Officers"}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def audience(hr, tree):
    return keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)


def test_only_hr_managers_of_the_agency_keep_one(hr, tree, audience):
    others = (
        RoleFactory(agency=tree["GAD"], kind="hr"),
        RoleFactory(agency=tree["MOE"], kind="hr"),
        RoleFactory(agency=tree["MOHA"], kind="viewer"),
    )
    for role in others:
        with pytest.raises(PermissionDenied):
            keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=role.person)
        with pytest.raises(PermissionDenied):
            retire_audience(audience, by=role.person)
    with pytest.raises(PermissionDenied):
        change_audience(audience, NAMES, PeopleRule(), agency=tree["MOE"], by=hr)


def test_of_two_changes_the_later_one_is_refused(hr, tree, audience):
    seen = Audience.objects.get()
    change_audience(audience, {"en": "A"}, PeopleRule(grade_to=5), agency=tree["GAD"], by=hr)
    with pytest.raises(AudienceChanged):
        change_audience(seen, {"en": "B"}, PeopleRule(), agency=tree["GAD"], by=hr)
    kept = Audience.objects.get()
    assert (kept.names, kept.rule, kept.agency) == ({"en": "A"}, {"grade_to": 5}, tree["GAD"])


def test_what_is_used_is_not_retired_and_what_is_retired_comes_back(hr, audience, monkeypatch):
    monkeypatch.setattr(uses, "_uses", {})
    register_use(AudienceUse("test", lambda one: ["A course"] if one == audience else []))
    with pytest.raises(AudienceInUse):
        retire_audience(audience, by=hr)
    uses._uses.clear()
    retire_audience(audience, by=hr)
    assert not Audience.objects.standing().exists()
    restore_audience(audience, by=hr)
    assert Audience.objects.standing().exists()


def test_people_are_put_on_a_list_once_and_taken_off(hr, tree):
    listed = keep_audience(tree["MOHA"], NAMES, None, by=hr)
    person = PostingFactory(agency=tree["GAD"]).person
    assert [add_member(listed, person, by=hr) for _time in range(2)] == [True, False]
    assert [remove_member(listed, person, by=hr) for _time in range(2)] == [True, False]
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk)).order_by("pk")
    assert [entry.action for entry in entries] == ["audience.add", "audience.remove"]
    assert "အရာရှိများ" in entries[0].formatter.format_message(entries[0])
