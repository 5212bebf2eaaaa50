"""An audience has whoever fits today; a list has those on it who serve in its agency."""

import pytest
from django.utils import timezone

from people.audiences import PeopleRule, people_of
from people.audiences.keeping import add_member, keep_audience, retire_audience
from people.audiences.membership import list_audiences_of
from people.models import Posting
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAMES = {"my": "အရာရှိများ", "en": "Officers"}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"]).person


def test_whoever_fits_is_in_it_and_whoever_leaves_is_not(hr, official, tree):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(grade_to=7), by=hr)
    assert list(people_of(audience)) == [official]
    newcomer = PostingFactory(agency=tree["GAD-T1"]).person
    assert people_of(audience).count() == 2
    Posting.objects.filter(person=official).update(valid_to=timezone.localdate())
    assert list(people_of(audience)) == [newcomer]


def test_a_list_has_those_on_it_who_serve_there(hr, official, tree):
    audience = keep_audience(tree["MOHA"], NAMES, None, by=hr)
    PostingFactory(agency=tree["GAD"])
    add_member(audience, official, by=hr)
    assert list(people_of(audience)) == [official]
    Posting.objects.filter(person=official).update(agency=tree["MOE"])
    assert not people_of(audience).exists()


def test_nobody_is_in_a_retired_one(hr, official, tree):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    retire_audience(audience, by=hr)
    audience.refresh_from_db()
    assert not people_of(audience).exists()


def test_a_person_is_told_to_be_in_those_that_the_viewer_may_see(
    hr, official, tree, django_assert_max_num_queries
):
    above = RoleFactory(agency=tree["MM"], kind="hr").person
    theirs = keep_audience(tree["MM"], NAMES, PeopleRule(), by=above)
    mine = keep_audience(tree["MOHA"], NAMES, PeopleRule(positions=("officer",)), by=hr)
    listed = keep_audience(tree["GAD"], NAMES, None, by=hr)
    keep_audience(tree["MOHA"], NAMES, PeopleRule(grade_from=8), by=hr)
    keep_audience(tree["GAD-T1"], NAMES, PeopleRule(), by=hr)
    posting = official.postings.get()
    assert list_audiences_of(posting, hr) == [mine]
    assert list_audiences_of(posting, above) == [theirs, mine]
    add_member(listed, official, by=hr)
    with django_assert_max_num_queries(2):
        assert list_audiences_of(posting, hr) == [mine, listed]
