"""An office finds its people of the day and those who left it; nobody finds those of others."""

import datetime as dt

import pytest
from django.utils import timezone

from people.directory import people_in_reach
from people.postings.writing import end_posting, post_person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"]).person


def test_who_is_posted_in_the_subtree_is_found(hr, official):
    assert official in people_in_reach(hr)


def test_who_left_from_there_is_found(hr, official):
    end_posting(official, day=TODAY)
    assert official in people_in_reach(hr)


def test_who_moved_away_is_not(hr, official, tree):
    post_person(official, tree["MOE"], position={"my": "အရာရှိ"}, day=TODAY)
    assert official not in people_in_reach(hr)


def test_who_left_another_office_later_is_not(hr, official, tree):
    start = TODAY - dt.timedelta(days=30)
    post_person(official, tree["MOE"], position={"my": "အရာရှိ"}, day=start)
    end_posting(official, day=TODAY)
    assert official not in people_in_reach(hr)


def test_who_comes_or_returns_later_is_found_by_the_office_they_come_to(hr, official, tree):
    newcomer = PersonFactory()
    stranger = PostingFactory(agency=tree["MOE"]).person
    later = TODAY + dt.timedelta(days=9)
    end_posting(official, day=TODAY)
    for person in (newcomer, official):
        post_person(person, tree["GAD"], position={"my": "အရာရှိ"}, day=later)
    # Who serves elsewhere until then is that office's.
    post_person(stranger, tree["GAD"], position={"my": "အရာရှိ"}, day=later)
    assert {newcomer, official} <= {*people_in_reach(hr)}
    assert stranger not in people_in_reach(hr)


def test_who_left_to_begin_elsewhere_later_is_found_by_both(hr, official, tree):
    end_posting(official, day=TODAY)
    later = TODAY + dt.timedelta(days=9)
    post_person(official, tree["MOE"], position={"my": "အရာရှိ"}, day=later)
    assert official in people_in_reach(hr)
    assert official in people_in_reach(RoleFactory(agency=tree["MOE"]).person)


@pytest.mark.parametrize("kind", ["trainer", "registrar", "auditor"])
def test_other_roles_find_nobody(official, tree, kind):
    assert not people_in_reach(RoleFactory(agency=tree["MM"], kind=kind).person)


def test_who_has_no_role_finds_nobody(official):
    assert not people_in_reach(PersonFactory())
