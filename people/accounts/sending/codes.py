"""Sends the codes that were asked for, in the worker, and refuses more than a limit allows.

A text message costs money, and whoever owns a range of numbers is paid for each that we send
there: limits hold for a number, and for all numbers of a day.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from people.accounts.adapter import AccountAdapter
from people.accounts.codes import IssuedCode, draw_secret, issue_code, mark_sent
from people.accounts.sending.texts import send_text
from people.models import OneTimeCode, Person
from people.queue import enqueue_on_commit, sweep_rows

logger = logging.getLogger(__name__)
_TASK = "people.tasks.send_code"
_Purpose = OneTimeCode.Purpose
_BY_TEXT = (_Purpose.PASSWORD, _Purpose.PHONE, _Purpose.TEXT)
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_MOST_AT_ONCE = 50  # of one sweep
# An address that no server takes must not be tried for days; whoever waits asks again.
_TRIED_FOR = dt.timedelta(hours=1)
# Of letters by what they are for: allauth's name of the letter, and the address of its link.
_LETTERS = {
    _Purpose.EMAIL: ("account/email/email_confirmation", "people:confirm_email"),
    _Purpose.LINK: ("account/email/sign_in_link", "people:sign_in_by_link"),
}


class TooManyCodes(Exception):
    """The number or mailbox got as many as it may of late, or all numbers together did."""


def request_code(person: Person, purpose: OneTimeCode.Purpose, contact: str) -> OneTimeCode:
    """Let a code be sent to the contact. Raise `TooManyCodes`."""
    _check_limits(purpose, contact)
    with transaction.atomic():
        row = issue_code(person, purpose, contact=contact)
        enqueue_on_commit(_TASK, row.pk)
    return row


def _check_limits(purpose: OneTimeCode.Purpose, contact: str) -> None:
    # In the database: the worker asks too, which may share no cache with those who answer.
    limits, issued = settings.CODE_LIMITS, OneTimeCode.objects.issued_since(timezone.now() - _DAY)
    of_contact = issued.filter(contact=contact)
    hourly = of_contact.issued_since(timezone.now() - _HOUR)
    too_many = hourly.count() >= limits["hour"] or of_contact.count() >= limits["day"]
    if purpose in _BY_TEXT and not too_many:
        too_many = issued.filter(purpose__in=_BY_TEXT).count() >= limits["texts_of_all"]
        if too_many:
            logger.error("No more text messages today: CODE_LIMITS is reached")
    if too_many:
        raise TooManyCodes


def send_code(row: OneTimeCode) -> None:
    """Draw the secret and send it, unless it was sent or is over. Raise `OSError`.

    In the worker: the request waits for no server, and the queue carries no secret.
    """
    if row not in _list_sendable():
        return
    code = draw_secret(row)
    with translation.override(row.person.language):
        if row.purpose in _LETTERS:
            _mail_link(code)
        else:
            send_text(row.contact, render_to_string("people/code.txt", {"code": code}).strip())
    mark_sent(row)


def send_waiting_codes() -> int:
    """Send the codes whose task was lost or whose server was away; return how many went."""
    waiting = _list_sendable().order_by("issued_at")[:_MOST_AT_ONCE]
    # Errors of mail servers are of this kind too.
    return len(sweep_rows(waiting, send_code, outages=(OSError,)).results)


def _list_sendable() -> QuerySet[OneTimeCode]:
    now = timezone.now()
    fresh = OneTimeCode.objects.unsent().usable(now).filter(issued_at__gt=now - _TRIED_FOR)
    return fresh.select_related("person")


def _mail_link(code: IssuedCode) -> None:
    row = code.row
    prefix, view = _LETTERS[_Purpose(row.purpose)]
    # Whoever confirms an address is signed in; whoever signs in is found by the code.
    names = [code.text] if row.purpose == _Purpose.EMAIL else [row.pk, code.text]
    path = reverse(view, args=names)
    context = {"user": row.person, "activate_url": settings.SITE_URL.rstrip("/") + path}
    AccountAdapter().render_mail(prefix, row.contact, context).send()
