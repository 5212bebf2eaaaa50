"""Many people are put on a list or taken off, by the right of the office."""

import pytest
from django.utils import timezone

from people.audiences import PeopleRule
from people.audiences.keeping import keep_audience, retire_audience
from people.bulk.kinds import find_kind
from people.models import AudienceMember
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAMES = {"my": "အဖွဲ့", "en": "Group"}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def listed(hr, tree):
    return keep_audience(tree["MOHA"], NAMES, None, by=hr)


def apply(kind, person, by, audience):
    return find_kind(kind).apply(person, by, {"audience": audience.pk})


def test_they_are_added_removed_and_each_is_taken_back(hr, tree, listed):
    person = PostingFactory(agency=tree["GAD"]).person
    for kind, why in (
        ("audience_add", ""),
        ("audience_add", "there"),
        ("audience_remove_again", ""),
        ("audience_remove", "not_there"),
        ("audience_add_again", ""),
        ("audience_remove", ""),
    ):
        assert apply(kind, person, hr, listed) == why, kind
    for kind in ("audience_add", "audience_remove"):
        undone_by = find_kind(find_kind(kind).undone_by)
        assert not undone_by.is_offered
        assert undone_by.key.startswith("audience_")


def test_only_people_of_the_agency_are_put_on_a_list_of_one_s_own(hr, tree, listed):
    stranger = PostingFactory(agency=tree["MOE"]).person
    gone = PostingFactory(agency=tree["GAD"], valid_to=timezone.localdate()).person
    assert [apply("audience_add", one, hr, listed) for one in (stranger, gone)] == [
        "not_yours"
    ] * 2
    other = RoleFactory(agency=tree["MOE"], kind="hr").person
    mine = PostingFactory(agency=tree["GAD"]).person
    assert apply("audience_add", mine, other, listed) == "not_yours"
    assert not AudienceMember.objects.exists()


def test_a_rule_takes_no_one_by_hand_and_a_retired_list_nobody(hr, tree, listed):
    ruled = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    person = PostingFactory(agency=tree["GAD"]).person
    assert apply("audience_add", person, hr, ruled) == "not_yours"
    retire_audience(listed, by=hr)
    assert apply("audience_add", person, hr, listed) == "retired"
    assert find_kind("audience_add").explain("retired") != "retired"


def test_the_form_offers_the_lists_that_the_viewer_keeps(hr, tree, listed):
    keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    other = RoleFactory(agency=tree["MOE"], kind="hr").person
    kind = find_kind("audience_add")
    form = kind.build_form({"audience": str(listed.pk)}, hr)
    assert form.is_valid()
    assert form.cleaned_data == {"audience": listed.pk}
    assert not kind.build_form({"audience": str(listed.pk)}, other).is_valid()
