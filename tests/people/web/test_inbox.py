import datetime as dt

import pytest

from people.messaging import mark_as_read, notify_person
from people.models import Message
from tests.people.factories import PersonFactory

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
TITLES = {"my": "သင်တန်း", "en": "Bits & <b>bytes</b>"}
FACTS = {"titles": TITLES, "address": "https://learn.example.gov.mm/verify/0123456789AB/"}


@pytest.fixture
def person(db):
    return PersonFactory(email="khin@example.gov.mm", language="en", name_en="Khin O'Hara")


def message_to(person, subject="0123456789AB", **changes):
    return notify_person(
        person, "certification/ready", subject=subject, facts=FACTS, at=AT, **changes
    )


@pytest.fixture
def reader(client, person):
    client.force_login(person, "people.accounts.backends.IdentifierBackend")
    return person


def test_my_learning_shows_unread_messages_and_escapes_them(client, reader):
    message_to(reader)
    page = client.get("/en/learn/").content.decode()
    assert "Bits &amp; &lt;b&gt;bytes&lt;/b&gt;" in page
    assert 'href="https://learn.example.gov.mm/verify/0123456789AB/"' in page


def test_a_message_marked_read_leaves_my_learning_and_stays_in_the_list(client, reader):
    message = message_to(reader)
    answer = client.post("/en/messages/read/", {"message": message.pk})
    assert answer["Location"] == "/en/learn/"
    assert "bytes" not in client.get("/en/learn/").content.decode()
    assert "bytes" in client.get("/en/messages/").content.decode()


def test_all_are_marked_at_once(client, reader):
    message_to(reader), message_to(reader, "2")
    answer = client.post("/en/messages/read/", {"back": "messages"})
    assert answer["Location"] == "/en/messages/"
    assert not Message.objects.unread().exists()


@pytest.mark.parametrize("number", ["x", "-1", "99999999999999999999", "၁"])
def test_a_number_that_is_none_marks_nothing(client, reader, number):
    message_to(reader)
    assert client.post("/en/messages/read/", {"message": number}).status_code == 302
    assert Message.objects.unread().exists()


def test_nobody_reads_or_marks_what_is_anothers(client, reader):
    other = message_to(PersonFactory())
    client.post("/en/messages/read/", {"message": other.pk})
    assert Message.objects.unread().get() == other
    assert "bytes" not in client.get("/en/messages/").content.decode()
    assert mark_as_read(reader) == 0


def test_the_list_costs_the_same_for_one_and_for_many(
    client, reader, django_assert_max_num_queries
):
    for number in range(12):
        message_to(reader, str(number))
    client.get("/en/messages/")
    with django_assert_max_num_queries(5):
        client.get("/en/messages/")


@pytest.mark.any_database
@pytest.mark.parametrize("address", ["/en/learn/", "/en/messages/", "/certificates/transcript/"])
def test_what_is_for_one_person_stays_in_no_browser(client, reader, address):
    kept = client.get(address)["Cache-Control"]
    assert {*kept.split(", ")} >= {"private", "no-store"}
