"""Writes the letter with a link for a new password, in the worker.

The request only queues what was typed: it takes as long, and asks as much, whether the address
is known or not, so its time does not tell.
"""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.utils import translation

from people.accounts.adapter import AccountAdapter
from people.models import Person
from people.queue import try_to_enqueue

_TASK = "people.tasks.send_password_letter"


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
