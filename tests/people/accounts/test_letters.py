"""Letters for new passwords are the worker's: the request asks and waits for nothing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people import tasks
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch):
    """What the broker took."""
    taken = []
    monkeypatch.setattr(
        "people.accounts.letters.try_to_enqueue", lambda *task: taken.append(task) or True
    )
    return taken


def ask_for_a_password(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("account_reset_password"), {"email": address})
    return [query["sql"] for query in asked]


def test_the_request_does_the_same_for_a_known_and_an_unknown_address(client, queued, mailoutbox):
    PersonFactory(email="khin@mail.example", reachable=True)
    ask_for_a_password(client, "first@mail.example")  # makes the session
    known, unknown = (ask_for_a_password(client, f"{who}@mail.example") for who in ("khin", "no"))
    assert known == unknown == []
    assert [address for _, address in queued[1:]] == ["khin@mail.example", "no@mail.example"]
    assert mailoutbox == []


def test_the_worker_writes_to_a_known_address_only(client, queued, mailoutbox):
    PersonFactory(email="khin@mail.example", reachable=True)
    for who in ("Khin", "nobody"):
        ask_for_a_password(client, f"{who}@mail.example")
    for task, address in queued:
        getattr(tasks, task.removeprefix("people.tasks."))(address)
    assert [letter.to for letter in mailoutbox] == [["khin@mail.example"]]


def test_without_a_broker_the_letter_goes_at_once(client, without_a_broker, mailoutbox):
    PersonFactory(email="khin@mail.example", reachable=True)
    ask_for_a_password(client, "khin@mail.example")
    assert len(mailoutbox) == 1


@pytest.mark.any_database
def test_nobody_writes_to_whoever_died(client, without_a_broker, mailoutbox):
    person = PersonFactory(email="khin@mail.example", reachable=True)
    PostingFactory(person=person, valid_to=dt.date(2026, 1, 1), end_reason="deceased")
    ask_for_a_password(client, "khin@mail.example")
    assert mailoutbox == []
