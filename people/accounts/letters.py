"""Writes the letter with a link for a new password, and to former contacts, in the worker.

The request only queues what was typed: it takes as long, and asks as much, whether the address
is known or not, so its time does not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from people.accounts.adapter import AccountAdapter
from people.accounts.sending import can_text_to, send_text
from people.messaging import notify_person
from people.models import Person
from people.queue import try_to_enqueue

_TASK = "people.tasks.send_password_letter"
_FAREWELL_TASKS = {
    "email": "people.tasks.send_farewell_letter",
    "phone": "people.tasks.send_farewell_text",
}


def queue_password_letter(email: str) -> None:
    """Let the worker write to whoever has the address; write here where no broker answers."""
    if not try_to_enqueue(_TASK, email):
        send_password_letter(email)


def send_password_letter(email: str) -> None:
    """Send the letter to the person with today's address, as it is recorded.

    Only if they showed it to be theirs, or an administrator entered it: an address that a file or
    somebody else brought opens no account. allauth's own finds former addresses too.
    """
    people = Person.objects.with_confirmed_email().living()
    person = people.filter(email=email, is_active=True).first()
    if person is None:
        return
    adapter = AccountAdapter()
    uid = user_pk_to_url_str(person)
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    link = adapter.get_reset_password_from_key_url(f"{uid}-{token}")
    with translation.override(person.language):
        context = {"user": person, "password_reset_url": link}
        letter = adapter.render_mail("account/email/password_reset_key", person.email, context)
    letter.send()


def tell_former_contact(person: Person, field: str, contact: str) -> None:
    """Tell the mailbox or phone that it opens the account no more, once that is committed.

    Whoever took an account over puts their own in; its owner reads only the former one.
    """
    queue = partial(_queue_farewell, field, contact, person.language)
    transaction.on_commit(queue, robust=True)


def tell_of_phone(person: Person) -> None:
    """Tell the person, by their mailbox too, that another phone opens the account, or none."""
    # With the hour: a number may change again.
    moment = timezone.now().isoformat()
    notify_person(person, "people/phone_changed", subject=moment, facts={})


def _queue_farewell(field: str, contact: str, language: str) -> None:
    if not try_to_enqueue(_FAREWELL_TASKS[field], contact, language):
        _FAREWELLS[field](contact, language)


def send_farewell_letter(email: str, language: str) -> None:
    """Send the letter; it names nobody, for the mailbox may be somebody else's by now."""
    with translation.override(language):
        letter = AccountAdapter().render_mail("account/email/former_mailbox", email, {})
    letter.send()


def send_farewell_text(phone: str, language: str) -> None:
    """Send the text message, where texts are sent at all. Raise `OSError`."""
    if not can_text_to(phone):
        return
    with translation.override(language):
        words = render_to_string("people/former_phone.txt").strip()
    send_text(phone, words)


_FAREWELLS: dict[str, Callable[[str, str], None]] = {
    "email": send_farewell_letter,
    "phone": send_farewell_text,
}
