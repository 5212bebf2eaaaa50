"""Asking for erasure, taking it back, deciding, and the end of the days to think."""

import datetime as dt

import pytest
from django.utils import timezone

from people.messaging import render_message
from people.models import ErasureRequest, Message, Person
from people.postings import end_posting
from people.privacy.erasure import ErasureBlocked, erase_person
from people.privacy.erasure_requests import (
    ERASURE_DELAY,
    ErasureDecided,
    ask_for_erasure,
    decide_about_erasure,
    erase_due,
    take_back_erasure,
)
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
LATER = ERASURE_DELAY + dt.timedelta(minutes=1)


@pytest.fixture
def citizen(db):
    return PersonFactory(citizen=True)


@pytest.fixture
def administrator(db):
    return PersonFactory(admin=True)


@pytest.fixture
def retired(tree):
    posting = PostingFactory(agency=tree["GAD"])
    end_posting(posting.person, day=timezone.localdate())
    return posting.person


def is_erased(person):
    return Person.objects.get(pk=person.pk).erased_at is not None


def test_a_citizen_is_erased_after_the_days_to_think(citizen):
    row = ask_for_erasure(citizen)
    assert erase_due(row.asked_at + ERASURE_DELAY - dt.timedelta(minutes=1)) == 0
    assert not is_erased(citizen)
    assert erase_due(row.asked_at + LATER) == 1
    assert is_erased(citizen)
    assert erase_due(row.asked_at + LATER) == 0


def test_it_can_be_taken_back_until_then(citizen):
    row = ask_for_erasure(citizen)
    assert take_back_erasure(row)
    assert erase_due(row.asked_at + LATER) == 0
    assert not is_erased(citizen)
    assert ask_for_erasure(citizen) != row


def test_who_takes_it_back_is_told_and_what_was_told_is_no_news(citizen):
    row = ask_for_erasure(citizen)
    take_back_erasure(row)
    take_back_erasure(row)
    assert Message.objects.unread().get().kind == "people/erasure_taken_back"
    assert render_message(Message.objects.unread().get()).subject == "သင့်အချက်အလက်များကို မပယ်ဖျက်ပါ"


def test_what_is_erased_is_not_taken_back(citizen):
    row = ask_for_erasure(citizen)
    erase_due(row.asked_at + LATER)
    assert not take_back_erasure(row)


def test_who_asks_twice_has_one_request_and_one_message(citizen):
    assert ask_for_erasure(citizen) == ask_for_erasure(citizen)
    assert Message.objects.get().kind == "people/erasure_asked"


def test_an_official_waits_for_an_administrator(retired, administrator):
    row = ask_for_erasure(retired)
    assert row.due_at is None
    assert erase_due(row.asked_at + 10 * LATER) == 0
    decide_about_erasure(row, by=administrator, is_granted=True)
    row.refresh_from_db()
    assert erase_due(row.decided_at + LATER) == 1
    assert is_erased(retired)


def test_a_refusal_ends_the_request_and_says_why(retired, administrator):
    row = ask_for_erasure(retired)
    decide_about_erasure(row, by=administrator, is_granted=False, answer="An audit is open.")
    assert not ErasureRequest.objects.open().exists()
    assert Message.objects.get(kind="people/erasure_refused").facts["answer"]
    with pytest.raises(ErasureDecided):
        decide_about_erasure(row, by=administrator, is_granted=True)


def test_who_still_serves_cannot_ask(tree):
    with pytest.raises(ErasureBlocked):
        ask_for_erasure(PostingFactory(agency=tree["GAD"]).person)


def test_who_serves_again_meanwhile_is_not_erased(retired, administrator, tree):
    row = ask_for_erasure(retired)
    decide_about_erasure(row, by=administrator, is_granted=True)
    PostingFactory(person=retired, agency=tree["MOE"], valid_from=timezone.localdate())
    assert erase_due(timezone.now() + LATER) == 0
    assert not is_erased(retired)


def test_who_was_erased_by_command_is_done(citizen):
    row = ask_for_erasure(citizen)
    erase_person(citizen)
    assert erase_due(row.asked_at + LATER) == 1


def test_administrators_decide_about_others_only(retired, administrator):
    row = ask_for_erasure(retired)
    assert list(ErasureRequest.objects.visible_to(administrator)) == [row]
    assert not ErasureRequest.objects.visible_to(PersonFactory()).exists()
    Person.objects.filter(pk=retired.pk).update(is_superuser=True)
    assert not ErasureRequest.objects.visible_to(Person.objects.get(pk=retired.pk)).exists()
