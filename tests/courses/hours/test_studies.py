"""Study is stated by its person and decided once, by a manager and never by oneself."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.hours.account import read_account
from courses.hours.requirements import require_hours
from courses.hours.studies import (
    MissingAnswer,
    NobodyDecides,
    StudyAnswered,
    approve_study,
    decline_study,
    state_study,
    withdraw_study,
)
from courses.hours.years import LearningYear
from courses.models import OwnStudy
from people.models import Message
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def manager(office):
    return RoleFactory(agency=office, kind="hr").person


@pytest.fixture
def person(office):
    return PostingFactory(agency=office, valid_from=dt.date(2020, 1, 1)).person


def state(person, **changes):
    fields = {"kind": "own", "day": timezone.localdate(), "minutes": 90, "subject": "Budgets"}
    return state_study(person, **(fields | changes))


def kinds():
    return list(Message.objects.values_list("person", "kind"))


def test_it_counts_once_a_manager_has_approved_it_and_both_are_told(person, manager):
    study = state(person)
    assert kinds() == [(manager.pk, "courses/study_asked")]
    assert read_account(person, LearningYear.current()).done == 0
    approve_study(study, by=manager)
    assert read_account(person, LearningYear.current()).done == 90
    assert (person.pk, "courses/study_approved") in kinds()


def test_what_is_asked_and_decided_is_entered_in_the_history(person, manager, office):
    require_hours(office, hours=40, since=2026, by=manager)
    approve_study(state(person), by=manager)
    decline_study(state(person), by=manager, answer="No programme was named.")
    acts = ModelLogEntry.objects.filter(user=manager).values_list("action", "object_id")
    assert set(acts) == {
        ("hours.require", str(manager.pk)),
        ("study.approve", str(person.pk)),
        ("study.decline", str(person.pk)),
    }


def test_it_is_decided_once(person, manager):
    study = state(person)
    decline_study(study, by=manager, answer="No programme was named.")
    with pytest.raises(StudyAnswered):
        approve_study(study, by=manager)
    with pytest.raises(StudyAnswered):
        withdraw_study(study)
    assert OwnStudy.objects.get().answer == "No programme was named."


def test_a_refusal_says_why(person, manager):
    with pytest.raises(MissingAnswer):
        decline_study(state(person), by=manager, answer=" ​")
    assert OwnStudy.objects.waiting().exists()


def test_what_is_taken_back_waits_no_more(person):
    withdraw_study(state(person))
    assert not OwnStudy.objects.waiting().exists()


def test_whoever_serves_nowhere_states_nothing():
    with pytest.raises(NobodyDecides):
        state(PersonFactory())


def test_managers_see_those_of_their_units_and_never_their_own(person, manager, office):
    PostingFactory(person=manager, agency=office, valid_from=dt.date(2020, 1, 1))
    theirs, own = state(person), state(manager)
    line = RoleFactory(agency=office, kind="line").person
    far = RoleFactory(agency=AgencyFactory(), kind="hr").person
    assert list(OwnStudy.objects.visible_to(manager)) == [theirs]
    assert set(OwnStudy.objects.visible_to(line)) == {theirs, own}
    assert not OwnStudy.objects.visible_to(far).exists()
    assert not OwnStudy.objects.visible_to(person).exists()


def test_the_same_sent_twice_waits_once_and_is_told_once(person, manager):
    first = state(person)
    assert state(person) == first
    assert kinds() == [(manager.pk, "courses/study_asked")]
    approve_study(first, by=manager)
    # On purpose: the afternoon of the same day, about the same.
    assert state(person) != first
