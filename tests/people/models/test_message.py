"""Messages wait for their next try, and only where a letter can arrive."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.models import Message
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


def make_message(**changes):
    fields = {
        "kind": "certification/ready",
        "subject": "x",
        "created_at": AT,
        "next_try_at": AT,
    }
    person = changes.pop("person", None) or PersonFactory(email="khin@example.gov.mm")
    return Message.objects.create(person=person, **fields | changes)


def test_a_message_is_due_when_its_next_try_has_come():
    message = make_message()
    assert not Message.objects.due(AT - dt.timedelta(seconds=1)).exists()
    assert Message.objects.due(AT).get() == message


@pytest.mark.parametrize(
    "change", [{"sent_at": AT}, {"next_try_at": None}, {"tries": Message.MOST_TRIES}]
)
def test_a_message_that_was_sent_or_given_up_is_not_due(change):
    make_message(**change)
    assert not Message.objects.due(AT).exists()


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_a_message_to_nobody_is_not_unsent(change):
    make_message(person=PersonFactory(**{"email": "khin@example.gov.mm"} | change))
    assert Message.objects.unread().count() == 1
    assert not Message.objects.unsent().exists()


@pytest.mark.any_database
def test_whoever_died_is_written_to_no_more():
    message = make_message()
    gone = {"valid_to": dt.date(2026, 1, 1), "person": message.person}
    PostingFactory(**gone, end_reason="retired")
    assert Message.objects.due(AT).exists()
    message.person.postings.update(end_reason="deceased")
    assert not Message.objects.due(AT).exists()


def test_the_database_refuses_to_tell_a_person_a_thing_twice():
    first = make_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(person=first.person)
    make_message(person=first.person, subject="y")
