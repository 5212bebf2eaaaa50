"""What an office did to postings is kept whole, and taken back by whoever did it, that day."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Posting, PostingAct
from people.postings.recording import (
    NothingToTakeBack,
    find_own_act,
    may_act_on,
    record_act,
    take_posting_act_back,
)
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CORRECTION, DAY = PostingAct.Kind.CORRECTION, dt.timedelta(days=1)


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"]).person


def correct(person, by, grade):
    with record_act(person, CORRECTION, by=by, reason="Order 4"):
        Posting.objects.filter(person=person).update(grade=grade)


def test_what_was_there_before_and_after_is_kept_with_who_and_why(person, hr):
    correct(person, hr, 5)
    act = PostingAct.objects.get()
    assert (act.by, act.reason, act.kind) == (hr, "Order 4", "correction")
    assert ([row["grade"] for row in act.before], [row["grade"] for row in act.after]) == (
        [7],
        [5],
    )
    entry = ModelLogEntry.objects.get(action="person.correct_posting")
    assert (entry.user, entry.data["reason"]) == (hr, "Order 4")


def test_what_changes_nothing_or_fails_leaves_no_trace(person, hr):
    correct(person, hr, 7)
    with pytest.raises(ValueError, match="many"):
        correct(person, hr, "many")
    assert Posting.objects.get().grade == 7
    assert not PostingAct.objects.exists()


def test_an_act_is_taken_back_once(person, hr):
    correct(person, hr, 5)
    take_posting_act_back(person, by=hr)
    assert Posting.objects.get().grade == 7
    with pytest.raises(NothingToTakeBack):
        take_posting_act_back(person, by=hr)


def test_the_act_before_it_is_then_the_last_one(person, hr):
    for grade in (5, 4):
        correct(person, hr, grade)
        take_posting_act_back(person, by=hr)
    assert find_own_act(person, hr) is None
    correct(person, hr, 5)
    correct(person, hr, 4)
    take_posting_act_back(person, by=hr)
    take_posting_act_back(person, by=hr)
    assert Posting.objects.get().grade == 7


@pytest.mark.parametrize("how", ["a colleague", "the day after", "something since"])
def test_nothing_else_is_taken_back(person, hr, tree, how):
    correct(person, hr, 5)
    by = RoleFactory(agency=tree["MOHA"]).person if how == "a colleague" else hr
    if how == "the day after":
        PostingAct.objects.update(at=timezone.now() - DAY)
    if how == "something since":
        Posting.objects.update(grade=3)
    with pytest.raises(NothingToTakeBack):
        take_posting_act_back(person, by=by)


def test_nobody_acts_on_themselves_nor_on_whom_they_act_for(tree, hr):
    boss = RoleFactory(agency=tree["MM"]).person
    deputy = RoleFactory(
        agency=tree["MM"], acting_for=boss, valid_to=timezone.localdate() + DAY
    ).person
    assert not may_act_on(deputy, deputy, tree["GAD"])
    assert not may_act_on(boss, deputy, tree["GAD"])
    assert may_act_on(hr, deputy, tree["GAD"])


def test_of_two_offices_both_must_be_managed_and_without_one_nobody_is_in_charge(tree, hr, person):
    assert may_act_on(person, hr, tree["GAD"], tree["GAD-T1"])
    assert not may_act_on(person, hr, tree["GAD"], tree["MOE"])
    assert not may_act_on(person, hr)
    assert may_act_on(person, PersonFactory(admin=True))
