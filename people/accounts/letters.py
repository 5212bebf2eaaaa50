"""Writes the letter with a link for a new password, and that to a former mailbox, in the worker.

The request only queues what was typed: it takes as long, and asks as much, whether the address
is known or not, so its time does not tell.
"""

from __future__ import annotations

from functools import partial

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.utils import translation

from people.accounts.adapter import AccountAdapter
from people.models import Person
from people.queue import try_to_enqueue

_TASK = "people.tasks.send_password_letter"
_FAREWELL_TASK = "people.tasks.send_farewell_letter"


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


def tell_former_mailbox(person: Person, email: str) -> None:
    """Tell the mailbox that it opens the account no more, once that is committed.

    Whoever took an account over puts their own in; its owner reads only the former one.
    """
    queue = partial(_queue_farewell_letter, email, person.language)
    transaction.on_commit(queue, robust=True)


def _queue_farewell_letter(email: str, language: str) -> None:
    if not try_to_enqueue(_FAREWELL_TASK, email, language):
        send_farewell_letter(email, language)


def send_farewell_letter(email: str, language: str) -> None:
    """Send the letter; it names nobody, for the mailbox may be somebody else's by now."""
    with translation.override(language):
        letter = AccountAdapter().render_mail("account/email/former_mailbox", email, {})
    letter.send()
