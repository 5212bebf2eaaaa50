"""The list of people can be narrowed to those of an audience."""

import datetime as dt

import pytest

from people.audiences import PeopleRule
from people.audiences.keeping import keep_audience
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PEOPLE = "/en/office/people/"
NAMES = {"my": "အရာရှိများ", "en": "Officers"}


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"], person__name_en="Hla").person


def test_the_list_of_people_is_narrowed_to_an_audience(
    client, tree, hr, official, django_assert_max_num_queries
):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(unit_id=tree["GAD"].pk), by=hr)
    PostingFactory(agency=tree["MOHA"], person=PersonFactory(name_en="Zaw"))
    client.get(PEOPLE)
    with django_assert_max_num_queries(12):
        page = client.get(PEOPLE, {"group": audience.pk}).text
    assert "Hla" in page
    assert "Zaw" not in page
    assert "1 person" in page


def test_nobody_of_an_audience_has_left(client, tree, hr, official):
    gone = PostingFactory(agency=tree["GAD"], person__name_en="Gone").person
    gone.postings.update(valid_to=dt.date(2025, 1, 1))
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    assert "Gone" in client.get(PEOPLE, {"state": "left"}).text
    assert "Gone" not in client.get(PEOPLE, {"state": "left", "group": audience.pk}).text


def test_a_skill_that_the_rule_asks_counts_too(client, tree, hr, official):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(asked={"gone": "1"}), by=hr)
    page = client.get(PEOPLE, {"group": audience.pk}).text
    assert "Nobody fits" in page
