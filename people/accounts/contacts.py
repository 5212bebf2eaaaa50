"""Lets people confirm an e-mail address or phone number as theirs; only then is it recorded.

What somebody only typed names nobody, keeps nobody else from it, and opens nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from people.accounts.backends import find_person
from people.accounts.codes import cancel_codes, find_pending, use_code
from people.accounts.letters import tell_former_contact, tell_of_phone
from people.accounts.sending import TooManyCodes, request_code
from people.models import OneTimeCode, Person
from people.queue import try_to_enqueue
from people.text.phones import normalise_phone

_Purpose = OneTimeCode.Purpose
_TASK = "people.tasks.send_password_code"
_FIELDS = {_Purpose.EMAIL: "email", _Purpose.PHONE: "phone"}
# Ways in that a former address or number must not open any more.
_WAYS_IN = (_Purpose.PASSWORD, _Purpose.TEXT, _Purpose.LINK)


class SecondRegister(RuntimeError):
    """Something writes addresses into allauth's table, where former ones would stay."""


class ContactTaken(Exception):
    """The address or number is recorded with somebody else."""


class CodeIsOver(Exception):
    """The code was used, replaced or is too old."""


def request_email(person: Person, email: str) -> OneTimeCode:
    """Let a link be sent to the address, which is recorded when its holder opens it.

    Raise `TooManyCodes`, as `request_phone` does.
    """
    return request_code(person, _Purpose.EMAIL, email.strip().lower())


def request_phone(person: Person, phone: str) -> OneTimeCode:
    """Let a code be sent to the number, which is recorded when its holder types it."""
    return request_code(person, _Purpose.PHONE, normalise_phone(phone))


def queue_password_by_text(phone: str) -> None:
    """Let the worker see whose number it is: a request takes as long if it is nobody's."""
    if not try_to_enqueue(_TASK, phone):
        request_password_by_text(phone)


def request_password_by_text(phone: str) -> None:
    """Let a code for a new password be sent to whose number it is, if they confirmed it.

    Not to people with rights: a SIM card is had for less than what their accounts open.
    """
    people = Person.objects.with_confirmed_phone().living().filter(is_active=True)
    person = people.filter(phone=normalise_phone(phone)).first()
    if person is None or Person.objects.with_rights().filter(pk=person.pk).exists():
        return
    try:
        request_code(person, _Purpose.PASSWORD, person.phone)
    except TooManyCodes:
        """The page is the same, for somebody else may have asked for those before."""


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
    if row.contact != getattr(person, f"confirmed_{field}"):
        tell_of_changed_contact(person, field, former=getattr(person, field))
    setattr(person, field, row.contact)
    setattr(person, f"confirmed_{field}", row.contact)
    try:
        person.save(update_fields=[field, f"confirmed_{field}"])
    except IntegrityError as error:  # somebody else was quicker since the question above
        raise ContactTaken from error
    # A code on its way to the former number must not open the account any more.
    cancel_codes(person, *_WAYS_IN)
    return person


def remove_contact(person: Person, field: str) -> None:
    """Take the address or number off the record, with codes that wait for it."""
    if former := getattr(person, field):
        tell_of_changed_contact(person, field, former=former)
    setattr(person, field, "")
    setattr(person, f"confirmed_{field}", "")
    person.save(update_fields=[field, f"confirmed_{field}"])
    cancel_codes(person, _Purpose(field), *_WAYS_IN)


def tell_of_changed_contact(person: Person, field: str, *, former: str) -> None:
    """Tell the former address or number of the person, and of a phone themselves, what changes.

    The person still has it confirmed.
    """
    # One that others typed may be anybody's.
    if former and former == getattr(person, f"confirmed_{field}"):
        tell_former_contact(person, field, former)
    if field == "phone":
        tell_of_phone(person)


def pending_email(person: Person) -> OneTimeCode | None:
    return find_pending(person, _Purpose.EMAIL)


def pending_phone(person: Person) -> OneTimeCode | None:
    return find_pending(person, _Purpose.PHONE)


def refuse_second_register(**signal: Any) -> None:
    """Stop whatever would write into allauth's table; its forms that do are not in use."""
    raise SecondRegister
