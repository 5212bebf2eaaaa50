"""Lets people confirm an e-mail address or phone number as theirs; only then is it recorded.

What somebody only typed names nobody, keeps nobody else from it, and opens nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from people.accounts.adapter import AccountAdapter
from people.accounts.backends import find_person
from people.accounts.codes import (
    IssuedCode,
    cancel_codes,
    draw_secret,
    find_pending,
    issue_code,
    mark_sent,
    use_code,
)
from people.accounts.texting import send_text
from people.models import OneTimeCode, Person
from people.queue import enqueue_on_commit
from people.text.phones import normalise_phone

logger = logging.getLogger(__name__)
_TASK = "people.tasks.send_code"
_Purpose = OneTimeCode.Purpose
_FIELDS = {_Purpose.EMAIL: "email", _Purpose.PHONE: "phone"}
_MOST_AT_ONCE = 50  # of one sweep
# An address that no server takes must not be tried for days; whoever waits asks again.
_TRIED_FOR = dt.timedelta(hours=1)


class SecondRegister(RuntimeError):
    """Something writes addresses into allauth's table, where former ones would stay."""


class ContactTaken(Exception):
    """The address or number is recorded with somebody else."""


class CodeIsOver(Exception):
    """The code was used, replaced or is too old."""


def request_email(person: Person, email: str) -> OneTimeCode:
    """Let a link be sent to the address, which is recorded when its holder opens it."""
    return _request(person, _Purpose.EMAIL, email.strip().lower())


def request_phone(person: Person, phone: str) -> OneTimeCode:
    """Let a code be sent to the number, which is recorded when its holder types it."""
    return _request(person, _Purpose.PHONE, normalise_phone(phone))


def request_password_by_text(phone: str) -> None:
    """Let a code for a new password be sent to whose number it is, if they confirmed it.

    Not to people with rights: a SIM card is had for less than what their accounts open.
    """
    people = Person.objects.with_confirmed_phone().living().filter(is_active=True)
    person = people.filter(phone=normalise_phone(phone)).first()
    if person and not Person.objects.with_rights().filter(pk=person.pk).exists():
        _request(person, _Purpose.PASSWORD, person.phone)


def _request(person: Person, purpose: OneTimeCode.Purpose, contact: str) -> OneTimeCode:
    with transaction.atomic():
        row = issue_code(person, purpose, contact=contact)
        enqueue_on_commit(_TASK, row.pk)
    return row


@transaction.atomic
def confirm_contact(row: OneTimeCode) -> Person:
    """Record the contact that the code was sent to as the person's own.

    Raise `CodeIsOver` or `ContactTaken`.
    """
    if not use_code(row):
        raise CodeIsOver
    person = Person.objects.select_for_update().get(pk=row.person_id)
    if find_person(row.contact) not in (None, person):
        raise ContactTaken
    field = _FIELDS[OneTimeCode.Purpose(row.purpose)]
    setattr(person, field, row.contact)
    setattr(person, f"confirmed_{field}", row.contact)
    try:
        person.save(update_fields=[field, f"confirmed_{field}"])
    except IntegrityError as error:  # somebody else was quicker since the question above
        raise ContactTaken from error
    # A code on its way to the former number must not open the account any more.
    cancel_codes(person, _Purpose.PASSWORD)
    return person


def remove_contact(person: Person, field: str) -> None:
    """Take the address or number off the record, with codes that wait for it."""
    setattr(person, field, "")
    setattr(person, f"confirmed_{field}", "")
    person.save(update_fields=[field, f"confirmed_{field}"])
    cancel_codes(person, _Purpose(field), _Purpose.PASSWORD)


def pending_email(person: Person) -> OneTimeCode | None:
    return find_pending(person, _Purpose.EMAIL)


def pending_phone(person: Person) -> OneTimeCode | None:
    return find_pending(person, _Purpose.PHONE)


def send_code(row: OneTimeCode) -> None:
    """Draw the secret and send it, unless it was sent or is over. Raise `OSError`.

    In the worker: the request waits for no server, and the queue carries no secret.
    """
    if row not in _sendable():
        return
    code = draw_secret(row)
    with translation.override(row.person.language):
        if row.purpose == _Purpose.EMAIL:
            _mail_link(code)
        else:
            send_text(row.contact, render_to_string("people/code.txt", {"code": code}).strip())
    mark_sent(row)


def send_waiting_codes() -> int:
    """Send the codes whose task was lost or whose server was away; return how many went."""
    sent = 0
    for row in _sendable().order_by("issued_at")[:_MOST_AT_ONCE]:
        try:
            send_code(row)
        except OSError as error:  # errors of mail servers are of this kind too
            logger.warning("Code %s waits for its next try: %r", row.pk, error)
        else:
            sent += 1
    return sent


def _sendable() -> QuerySet[OneTimeCode]:
    now = timezone.now()
    fresh = OneTimeCode.objects.unsent().usable(now).filter(issued_at__gt=now - _TRIED_FOR)
    return fresh.select_related("person")


def _mail_link(code: IssuedCode) -> None:
    path = reverse("people:confirm_email", args=[code.text])
    context = {"user": code.row.person, "activate_url": settings.SITE_URL.rstrip("/") + path}
    # allauth's name of the letter, whose words are ours.
    prefix = "account/email/email_confirmation"
    AccountAdapter().render_mail(prefix, code.row.contact, context).send()


def refuse_second_register(**signal: Any) -> None:
    """Stop whatever would write into allauth's table; its forms that do are not in use."""
    raise SecondRegister
