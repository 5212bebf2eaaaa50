import datetime as dt
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from people import messaging
from people.messaging import (
    build_email,
    is_quiet,
    notify_person,
    render_message,
    send_due_messages,
    send_message,
)
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


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("hours", "quiet"),
    [([20, 7], {*range(20, 24), *range(7)}), ([0, 0], set()), ([12, 14], {12, 13})],
)
def test_quiet_hours_are_of_the_office(settings, hours, quiet):
    settings.QUIET_HOURS = hours
    moments = {hour: dt.datetime(2026, 11, 23, hour) for hour in range(24)}
    assert {hour for hour, at in moments.items() if is_quiet(timezone.make_aware(at))} == quiet


def test_a_person_is_told_a_thing_once(person):
    assert message_to(person) == message_to(person)
    assert message_to(person, "another") != message_to(person)
    assert Message.objects.count() == 2


def test_the_sending_is_enqueued_once_and_only_for_an_address(
    person, monkeypatch, django_capture_on_commit_callbacks
):
    queued = []
    monkeypatch.setattr("people.queue.enqueue", lambda task, pk: queued.append((task, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        message = message_to(person)
        message_to(person)
        notify_person(PersonFactory(), "certification/ready", subject="x", facts=FACTS)
        assert not queued
    assert queued == [("people.tasks.send", message.pk)]


def test_the_letter_is_plain_text_in_the_language_of_the_person(person):
    letter = build_email(message_to(person))
    assert letter.to == ["khin@example.gov.mm"]
    assert letter.subject == "Your certificate for “Bits & <b>bytes</b>” is ready"
    assert letter.body.startswith("Dear Daw Khin O'Hara,\n")
    assert FACTS["address"] in letter.body
    assert f"\nPyinnya · {settings.SITE_URL}\n" in letter.body
    person.language = "my"
    person.save()
    assert "သင်တန်း" in build_email(message_to(person)).subject


def test_a_title_with_line_breaks_adds_no_headers_to_the_letter(person):
    titles = {"en": "Course\nBcc: all@example.com"}
    message = notify_person(
        person, "certification/ready", subject="x", facts={**FACTS, "titles": titles}
    )
    send_message(message)
    assert mail.outbox[0].recipients() == ["khin@example.gov.mm"]


def test_a_letter_is_sent_once(person):
    message = message_to(person)
    assert send_message(message, at=AT)
    assert not send_message(message, at=AT)
    assert send_due_messages(at=AT + dt.timedelta(days=9)) == 0
    assert len(mail.outbox) == 1
    message.refresh_from_db()
    assert (message.sent_at, message.tries) == (AT, 1)


def test_a_dead_server_loses_nothing_and_is_asked_ever_more_rarely(person, settings):
    message, backend = message_to(person), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert not send_message(message, at=AT)
    assert send_due_messages(at=AT + dt.timedelta(minutes=9)) == 0
    message.refresh_from_db()
    assert (message.sent_at, message.tries) == (None, 1)
    assert send_due_messages(at=AT + dt.timedelta(minutes=11)) == 0
    message.refresh_from_db()
    assert (message.tries, message.next_try_at) == (2, AT + dt.timedelta(minutes=31))
    settings.EMAIL_BACKEND = backend
    assert send_due_messages(at=AT + dt.timedelta(hours=1)) == 1


def test_two_workers_with_the_same_message_send_one_letter(person):
    first, second = message_to(person), message_to(person)
    assert send_message(first, at=AT)
    assert not send_message(second, at=AT)


def test_one_that_nobody_takes_is_given_up_in_the_end(person):
    message = message_to(person)
    Message.objects.update(tries=Message.MOST_TRIES)
    message.refresh_from_db()
    assert not send_message(message)
    assert Message.objects.unsent().get() == message
    assert not Message.objects.due(AT + dt.timedelta(days=3650)).exists()


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_whoever_has_no_address_or_has_left_gets_no_letter(person, change):
    type(person).objects.filter(pk=person.pk).update(**change)
    message_to(person)
    assert send_due_messages() == 0


def test_the_words_follow_the_language_of_the_page(person, english):
    assert render_message(message_to(person)).subject.startswith("Your certificate")


def test_an_address_leads_to_the_language_in_which_the_message_is_read(person, english):
    facts = {
        "titles": TITLES,
        "expires_on": "2026-12-31",
        "renewal": f"{settings.SITE_URL}/my/courses/bits/renew/",
    }
    message = notify_person(person, "certification/expiring", subject="x", facts=facts)
    assert f"{settings.SITE_URL}/en/courses/bits/renew/" in render_message(message).paragraphs[-1]
    with override("my"):
        assert "/my/courses/bits/renew/" in render_message(message).paragraphs[-1]


@pytest.mark.parametrize("said", ["/my/ was said", "https://other.example/my/x/", "/mywords/"])
def test_what_is_no_address_of_ours_stays_as_it_is(person, english, said):
    facts = {"titles": TITLES, "answer": said, "address": ""}
    message = notify_person(person, "courses/declined", subject="x", facts=facts)
    assert said in render_message(message).paragraphs[0]


def test_a_sweep_ends_with_its_minute_and_the_next_one_goes_on(person, monkeypatch):
    message_to(person, "a")
    message_to(person, "b")
    clock = iter([0, 0, 60, 100, 100])  # it begins, then its first letter, and its second
    monkeypatch.setattr(messaging, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    assert [send_due_messages(at=AT), send_due_messages(at=AT)] == [1, 1]
