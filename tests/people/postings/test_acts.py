"""Offices move people within their units, correct postings, and take back what they did."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import PostingAct
from people.postings.acts import (
    AgencyClosed,
    PostingCorrection,
    cancel_move,
    correct_service,
    move_person,
)
from people.postings.leaving import end_service_of
from people.postings.recording import NothingToTakeBack, PersonOutOfReach, take_posting_act_back
from people.postings.state import read_postings
from people.postings.writing import PostingOutOfOrder, post_person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLERK = {"my": "စာရေး", "en": "Clerk"}
START = dt.date(2024, 1, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], valid_from=START).person


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


def served(person):
    rows = person.postings.values_list("agency__code", "valid_from", "valid_to")
    return list(rows)


def correction(**changes):
    fields = {"valid_from": START, "valid_to": None, "position": CLERK, "grade": 9}
    return PostingCorrection(**fields | changes)


def test_a_move_may_lie_ahead_and_holds_from_its_day(person, hr, tree):
    day = timezone.localdate() + 30 * DAY
    move_person(person, tree["GAD-T1"], position=CLERK, grade=8, day=day, by=hr)
    assert served(person) == [("GAD", START, day), ("GAD-T1", day, None)]
    assert person.postings.on(day - DAY).get().agency == tree["GAD"]
    entry = ModelLogEntry.objects.get(action="person.move")
    assert (entry.user, entry.data["changes"][0]["field"]) == (hr, "postings")


@pytest.mark.parametrize(
    ("role", "unit"), [("GAD-T1", "GAD-T1"), ("MOE", "MOE"), ("MOHA", "MOE"), ("GAD", "MOHA")]
)
def test_an_office_moves_its_own_people_to_its_own_units(person, tree, role, unit):
    by = RoleFactory(agency=tree[role], kind="hr").person
    with pytest.raises(PersonOutOfReach):
        move_person(person, tree[unit], position=CLERK, day=START + DAY, by=by)
    assert len(served(person)) == 1


def test_an_administrator_moves_anybody_also_from_nowhere(tree):
    admin, person = PersonFactory(admin=True), PersonFactory()
    move_person(person, tree["MOE"], position=CLERK, day=START, by=admin)
    assert served(person) == [("MOE", START, None)]
    hr = RoleFactory(agency=tree["MM"], kind="hr").person
    with pytest.raises(PersonOutOfReach):
        move_person(PersonFactory(), tree["MOE"], position=CLERK, day=START, by=hr)


def test_nobody_moves_or_corrects_themselves(person, tree):
    RoleFactory(agency=tree["MOHA"], kind="hr", person=person)
    with pytest.raises(PersonOutOfReach):
        move_person(person, tree["GAD-T1"], position=CLERK, grade=1, day=START + DAY, by=person)
    with pytest.raises(PersonOutOfReach):
        correct_service(person.postings.get(), correction(grade=1), by=person, reason="I am it")


def test_a_move_that_cannot_be_leaves_no_trace(person, hr, tree):
    tree["GAD-T1"].valid_to = dt.date(2025, 1, 1)
    tree["GAD-T1"].save()
    for error, unit, day in (
        (AgencyClosed, "GAD-T1", dt.date(2025, 1, 1)),
        (PostingOutOfOrder, "MOHA", START - DAY),
        (ValidationError, "MOHA", dt.date(1949, 1, 1)),
    ):
        with pytest.raises(error):
            move_person(person, tree[unit], position=CLERK, day=day, by=hr)
    assert not PostingAct.objects.exists()
    assert len(served(person)) == 1


def test_a_correction_keeps_its_reason_and_takes_touching_postings_along(person, hr, tree):
    move_person(person, tree["GAD-T1"], position=CLERK, day=START + 60 * DAY, by=hr)
    begins = START + 30 * DAY
    last = person.postings.last()
    correct_service(last, correction(valid_from=begins), by=hr, reason="The order said so")
    assert served(person) == [("GAD", START, begins), ("GAD-T1", begins, None)]
    assert person.postings.last().grade == 9
    entry = ModelLogEntry.objects.get(action="person.correct_posting")
    assert entry.data["reason"] == "The order said so"
    assert entry.data["changes"]


def test_days_of_another_offices_posting_are_not_moved_along(person, hr, tree):
    post_person(person, tree["MOE"], position=CLERK, day=START + 60 * DAY)
    post_person(person, tree["GAD"], position=CLERK, day=START + 90 * DAY)
    before = read_postings(person)
    wrong = correction(valid_from=START + 80 * DAY)
    with pytest.raises(PersonOutOfReach):
        correct_service(person.postings.last(), wrong, by=hr, reason="x")
    with pytest.raises(PersonOutOfReach):
        correct_service(person.postings.all()[1], wrong, by=hr, reason="x")
    assert read_postings(person) == before
    admin = PersonFactory(admin=True)
    correct_service(person.postings.last(), wrong, by=admin, reason="x")
    assert served(person)[1][2] == START + 80 * DAY


@pytest.mark.parametrize("act", ["move", "end", "correct", "cancel"])
def test_an_act_of_today_is_taken_back_whole(person, hr, tree, act):
    if act == "cancel":
        ahead = timezone.localdate() + DAY
        move_person(person, tree["MOHA"], position=CLERK, day=ahead, by=hr)
    before = read_postings(person)
    if act == "move":
        move_person(person, tree["GAD-T1"], position=CLERK, day=START + DAY, by=hr)
    elif act == "end":
        end_service_of(person, day=START + DAY, reason="retired", by=hr)
    elif act == "correct":
        correct_service(person.postings.get(), correction(valid_to=START + DAY), by=hr, reason="x")
    else:
        cancel_move(person, by=hr)
    assert read_postings(person) != before
    take_posting_act_back(person, by=hr)
    assert read_postings(person) == before
    assert ModelLogEntry.objects.filter(action="person.take_back").count() == 1


def test_an_act_of_others_of_yesterday_or_with_something_on_it_stays(person, hr, tree):
    move_person(person, tree["GAD-T1"], position=CLERK, day=START + DAY, by=hr)
    with pytest.raises(NothingToTakeBack):
        take_posting_act_back(person, by=RoleFactory(agency=tree["MOHA"], kind="hr").person)
    post_person(person, tree["GAD"], position=CLERK, day=START + 2 * DAY)
    with pytest.raises(NothingToTakeBack):
        take_posting_act_back(person, by=hr)
    person.postings.last().delete()
    person.postings.filter(valid_to=START + 2 * DAY).update(valid_to=None)
    PostingAct.objects.update(at=timezone.now() - DAY)
    with pytest.raises(NothingToTakeBack):
        take_posting_act_back(person, by=hr)
    PostingAct.objects.update(at=timezone.now())
    take_posting_act_back(person, by=hr)
    assert served(person) == [("GAD", START, None)]


def test_only_what_has_not_begun_is_cancelled(person, hr, tree):
    with pytest.raises(NothingToTakeBack):
        cancel_move(person, by=hr)
    ahead = timezone.localdate() + DAY
    move_person(person, tree["GAD-T1"], position=CLERK, day=ahead, by=hr)
    with pytest.raises(PersonOutOfReach):
        cancel_move(person, by=RoleFactory(agency=tree["GAD-T1"], kind="hr").person)
    cancel_move(person, by=hr)
    assert served(person) == [("GAD", START, None)]
    end_service_of(person, day=ahead, reason="retired", by=hr)
    move_person(person, tree["GAD-T1"], position=CLERK, day=ahead, by=hr)
    cancel_move(person, by=hr)
    assert served(person) == [("GAD", START, ahead)]
