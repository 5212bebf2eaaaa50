"""Signs people in by a code in a text message, or by a link in a letter.

The request only queues what was typed: it takes as long, and asks as much, whether it is known
or not. Only contacts that their holder confirmed are written to.
"""

from __future__ import annotations

from django.utils import timezone

from people.accounts.backends import find_person
from people.accounts.codes import find_code
from people.accounts.second_step import has_second_step
from people.accounts.sending import TooManyCodes, can_text_to, request_code
from people.models import OneTimeCode, Person
from people.queue import try_to_enqueue

_TASK = "people.tasks.send_sign_in_code"
_Purpose = OneTimeCode.Purpose


def queue_sign_in_code(login: str) -> None:
    """Let the worker send to whom the login means; do it here where no broker answers."""
    if not try_to_enqueue(_TASK, login):
        send_sign_in_code(login)


def send_sign_in_code(login: str) -> None:
    """Send a link to whoever typed an address, and a code to the phone of whoever did not.

    Without a confirmed phone a link goes to the confirmed address.
    """
    person = find_person(login)
    if person is None:
        return
    purposes = [_Purpose.LINK] if "@" in login else [_Purpose.TEXT, _Purpose.LINK]
    for purpose in purposes:
        if may_sign_in_by(person, purpose):
            _request_sign_in(person, purpose)
            return


def _request_sign_in(person: Person, purpose: OneTimeCode.Purpose) -> None:
    contact = person.phone if purpose == _Purpose.TEXT else person.email
    try:
        request_code(person, purpose, contact)
    except TooManyCodes:
        """The page is the same: somebody else may have asked for those before."""


def may_sign_in_by(person: Person, purpose: OneTimeCode.Purpose) -> bool:
    """Return whether the way is open to the person, asked when it is sent and when it is used.

    A SIM card is had for less than what accounts with rights open: these need a second step.
    """
    if not Person.objects.living().filter(pk=person.pk, is_active=True, erased_at=None).exists():
        return False
    if purpose == _Purpose.LINK:
        return person.has_confirmed_email
    if not (person.has_confirmed_phone and can_text_to(person.phone)):
        return False
    has_rights = Person.objects.with_rights().filter(pk=person.pk).exists()
    return has_second_step(person) or not has_rights


def find_link(pk: int, secret: str) -> OneTimeCode | None:
    """Return the link that can still be used, if the secret is the one that was sent."""
    links = OneTimeCode.objects.usable(timezone.now()).filter(pk=pk, purpose=_Purpose.LINK)
    row = links.select_related("person").first()
    found = find_code(row.person, secret, _Purpose.LINK) if row else None
    return row if found and row and may_sign_in_by(row.person, _Purpose.LINK) else None
