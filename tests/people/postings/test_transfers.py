"""A person goes from one office to another when both agree, and not before."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Message, Transfer
from people.postings.acts import AgencyClosed, move_person
from people.postings.recording import PersonOutOfReach
from people.postings.transfers import (
    TransferOver,
    TransferWaiting,
    TransferWish,
    approve_transfer,
    ask_for_transfer,
    list_transfers_waiting,
    refuse_transfer,
    withdraw_transfer,
)
from people.postings.writing import PostingOutOfOrder, correct_posting, end_posting
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLERK = {"my": "စာရေး", "en": "Clerk"}
START = dt.date(2024, 1, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], valid_from=START).person


@pytest.fixture
def giver(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def receiver(tree):
    return RoleFactory(agency=tree["MOE"], kind="hr").person


@pytest.fixture
def wish(tree):
    return TransferWish(tree["MOE"], CLERK, 8, timezone.localdate() + 30 * DAY, "My family")


@pytest.fixture
def asked(person, wish):
    return ask_for_transfer(person, wish, by=person)


def served(person):
    return list(person.postings.values_list("agency__code", "valid_from", "valid_to"))


def kinds_told(person):
    return [kind for (kind,) in Message.objects.filter(person=person).values_list("kind")]


@pytest.mark.parametrize("order", [("giver", "receiver"), ("receiver", "giver")])
def test_the_person_moves_on_the_day_when_both_offices_agree(request, asked, wish, order):
    person = asked.person
    first, second = (request.getfixturevalue(name) for name in order)
    assert approve_transfer(asked, by=first).state == "waiting"
    assert served(person) == [("GAD", START, None)]
    done = approve_transfer(asked, by=second)
    assert (done.state, done.moved_on, done.decided_by) == ("approved", wish.day, second)
    assert served(person) == [("GAD", START, wish.day), ("MOE", wish.day, None)]
    assert kinds_told(person) == ["people/transfer_approved"]
    assert ModelLogEntry.objects.get(action="person.transfer").data["changes"]


def test_what_the_receiving_office_asks_for_the_giving_one_decides(person, wish, giver, receiver):
    transfer = ask_for_transfer(person, wish, by=receiver)
    assert kinds_told(person) == ["people/transfer_asked"]
    with pytest.raises(TransferOver):
        approve_transfer(transfer, by=receiver)
    assert approve_transfer(transfer, by=giver).state == "approved"


def test_one_who_manages_both_offices_gives_both_words(asked, tree):
    by = RoleFactory(agency=tree["MM"], kind="hr").person
    assert approve_transfer(asked, by=by).state == "approved"


def test_a_late_approval_changes_no_past_day(asked, giver, receiver):
    Transfer.objects.update(day=timezone.localdate() - 9 * DAY)
    approve_transfer(asked, by=giver)
    assert approve_transfer(asked, by=receiver).moved_on == timezone.localdate()


def test_a_refusal_leaves_the_posting_and_tells_why(asked, giver, receiver):
    refuse_transfer(asked, by=giver, answer="We are too few.")
    with pytest.raises(TransferOver):
        approve_transfer(asked, by=receiver)
    assert served(asked.person) == [("GAD", START, None)]
    message = Message.objects.get(kind="people/transfer_refused")
    assert message.facts["answer"] == "We are too few."


def test_only_who_asked_withdraws(person, wish, asked, giver, receiver):
    for other in (giver, receiver):
        with pytest.raises(TransferOver):
            withdraw_transfer(asked, by=other)
    assert withdraw_transfer(asked, by=person).state == "withdrawn"
    assert kinds_told(person) == []
    again = ask_for_transfer(person, wish, by=receiver)
    for other in (giver, person):
        with pytest.raises(TransferOver):
            withdraw_transfer(again, by=other)
    withdraw_transfer(again, by=receiver)
    assert sorted(kinds_told(person)) == ["people/transfer_asked", "people/transfer_withdrawn"]


@pytest.mark.parametrize("kind", ["move", "end"])
def test_a_posting_that_changes_meanwhile_overtakes_it(asked, wish, giver, tree, kind):
    person = asked.person
    if kind == "move":
        move_person(person, tree["GAD-T1"], position=CLERK, day=START + DAY, by=giver)
    else:
        end_posting(person, day=START + DAY)
    assert not Transfer.objects.waiting().exists()
    assert Transfer.objects.over().get().is_overtaken
    with pytest.raises(TransferOver):
        approve_transfer(asked, by=giver)
    if kind == "move":
        assert ask_for_transfer(person, wish, by=person).from_agency == tree["GAD-T1"]
        asked.refresh_from_db()
        assert asked.state == "overtaken"


def test_a_corrected_day_overtakes_nothing_but_must_fit(asked, wish, giver, receiver):
    approve_transfer(asked, by=giver)
    posting = asked.person.postings.get()
    correct_posting(posting, valid_from=wish.day, valid_to=None)
    with pytest.raises(PostingOutOfOrder):
        approve_transfer(asked, by=receiver)
    correct_posting(posting, valid_from=START, valid_to=None)
    wish.agency.valid_to = wish.day
    wish.agency.save()
    with pytest.raises(AgencyClosed):
        approve_transfer(asked, by=receiver)


def test_offices_that_are_neither_and_the_person_decide_nothing(asked, tree):
    RoleFactory(agency=tree["MM"], kind="hr", person=asked.person)
    strangers = [
        asked.person,
        RoleFactory(agency=tree["GAD-T1"], kind="hr").person,
        RoleFactory(agency=tree["MM"], kind="secretariat").person,
    ]
    for by in strangers:
        with pytest.raises(PersonOutOfReach):
            approve_transfer(asked, by=by)
        with pytest.raises(PersonOutOfReach):
            refuse_transfer(asked, by=by, answer="No")
    assert [list_transfers_waiting(by).count() for by in strangers] == [0, 0, 0]


def test_an_office_asks_for_its_own_units_only(person, wish, giver):
    with pytest.raises(PersonOutOfReach):
        ask_for_transfer(person, wish, by=giver)


def test_nobody_waits_for_two_transfers(asked, wish, receiver):
    with pytest.raises(TransferWaiting):
        ask_for_transfer(asked.person, wish, by=receiver)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (timezone.localdate() - DAY, ValidationError),
        (dt.date(2099, 1, 1), ValidationError),
        (dt.date(1949, 1, 1), ValidationError),
    ],
)
def test_a_day_that_cannot_be_is_refused(person, wish, day, error):
    with pytest.raises(error):
        ask_for_transfer(person, TransferWish(wish.agency, CLERK, 8, day), by=person)


def test_who_serves_nowhere_or_is_there_already_cannot_ask(person, wish, tree):
    here = TransferWish(tree["GAD"], CLERK, 8, wish.day)
    with pytest.raises(PersonOutOfReach):
        ask_for_transfer(person, here, by=person)
    with pytest.raises(PersonOutOfReach):
        ask_for_transfer(PersonFactory(), wish, by=PersonFactory(admin=True))


def test_each_office_counts_what_waits_for_its_word(asked, giver, receiver):
    assert (list_transfers_waiting(giver).count(), list_transfers_waiting(receiver).count()) == (
        1,
        1,
    )
    approve_transfer(asked, by=giver)
    assert (list_transfers_waiting(giver).count(), list_transfers_waiting(receiver).count()) == (
        0,
        1,
    )
    assert list_transfers_waiting(PersonFactory(admin=True)).count() == 1
