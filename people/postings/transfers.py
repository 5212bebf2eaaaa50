"""Writes transfers: asked for by a person or an office, done when both offices agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import agencies_for, has_role_over
from people.messaging import notify_person
from people.models import Agency, Person, Role, Transfer, validate_service_day
from people.models.postings.transfer import TransferQuerySet
from people.postings.acts import require_open_agency
from people.postings.recording import PersonOutOfReach, list_service, may_act_on, send_change
from people.postings.writing import PostingOutOfOrder, last_posting, post_person

_State = Transfer.State


class TransferWaiting(Exception):
    """The person waits for another transfer already."""


class TransferOver(Exception):
    """The transfer is decided, overtaken, or does not wait for the asker's word."""


@dataclass(frozen=True)
class TransferWish:
    """Where to, as what and from which day."""

    agency: Agency
    position: Mapping[str, str]
    grade: int | None
    day: dt.date
    note: str = ""


@transaction.atomic
def ask_for_transfer(person: Person, wish: TransferWish, *, by: Person) -> Transfer:
    """Write the request of the person, or of the receiving office, which has accepted with it.

    Raise `PersonOutOfReach` for who serves nowhere, or in the unit already, or whom ``by`` may not
    ask for; `TransferWaiting`, `AgencyClosed`, `PostingOutOfOrder`, or ValidationError.
    """
    last = last_posting(person)
    is_own = person.pk == by.pk
    may_ask = is_own or has_role_over(by, Role.Kind.HR, wish.agency)
    if last is None or last.valid_to or last.agency_id == wish.agency.pk or not may_ask:
        raise PersonOutOfReach
    _require_transfer_day(wish, last.valid_from)
    _close_overtaken(person)
    if Transfer.objects.waiting().filter(person=person).exists():
        raise TransferWaiting
    transfer = Transfer.objects.create(
        person=person,
        posting=last,
        from_agency=last.agency,
        agency=wish.agency,
        position=dict(wish.position),
        grade=wish.grade,
        day=wish.day,
        note=wish.note,
        asked_by=by,
        asked_at=timezone.now(),
        accepted_by=None if is_own else by,
    )
    if not is_own:
        _tell_of_transfer(transfer, "transfer_asked")
    return transfer


def _require_transfer_day(wish: TransferWish, begun: dt.date) -> None:
    validate_service_day(wish.day)
    if wish.day < timezone.localdate():
        raise ValidationError(_("A transfer begins today or later."))
    if wish.day <= begun:
        raise PostingOutOfOrder(begun)
    require_open_agency(wish.agency, wish.day)


def _close_overtaken(person: Person) -> None:
    waiting = Transfer.objects.filter(person=person, state=_State.WAITING)
    waiting.over().update(state=_State.OVERTAKEN, decided_at=timezone.now())


@transaction.atomic
def approve_transfer(transfer: Transfer, *, by: Person) -> Transfer:
    """Give the word of the office or offices of ``by``; with that of both the person moves.

    The move begins on the day asked for, or today if that is past: nothing of past days changes.
    Raise `TransferOver`, `PersonOutOfReach`, `AgencyClosed` or `PostingOutOfOrder`.
    """
    transfer = _lock_transfer(transfer, by)
    receives, gives = list_sides(transfer, by)
    if not (receives and not transfer.accepted_by) and not (gives and not transfer.released_by):
        raise TransferOver
    transfer.accepted_by = transfer.accepted_by or (by if receives else None)
    transfer.released_by = transfer.released_by or (by if gives else None)
    if transfer.accepted_by and transfer.released_by:
        _move_transferred(transfer, by)
    transfer.save()
    return transfer


def list_sides(transfer: Transfer, by: Person) -> tuple[bool, bool]:
    """Return whether ``by`` speaks for the receiving office, and whether for the giving one."""
    person = transfer.person
    return may_act_on(person, by, transfer.agency), may_act_on(person, by, transfer.from_agency)


def _lock_transfer(transfer: Transfer, by: Person) -> Transfer:
    """Return the transfer as it is now, its person locked, if it waits and is the asker's."""
    # The person first, as every writer of postings does: two orders would wait for each other.
    last_posting(transfer.person)
    related = Transfer.objects.select_related("person", "posting", "agency", "from_agency")
    transfer = related.get(pk=transfer.pk)
    if not any(list_sides(transfer, by)):
        raise PersonOutOfReach
    if transfer.state != _State.WAITING or transfer.is_overtaken:
        raise TransferOver
    return transfer


def _move_transferred(transfer: Transfer, by: Person) -> None:
    day = max(transfer.day, timezone.localdate())
    person, posting = transfer.person, transfer.posting
    if posting is None or posting.valid_from >= day:
        raise PostingOutOfOrder(posting.valid_from if posting else day)
    require_open_agency(transfer.agency, day)
    before = list_service(person)
    names, grade = transfer.position, transfer.grade
    post_person(person, transfer.agency, position=names, grade=grade, day=day)
    send_change(person, "person.transfer", before, by=by)
    transfer.moved_on = day
    _close_transfer(transfer, _State.APPROVED, by)
    _tell_of_transfer(transfer, "transfer_approved", day=day.isoformat())


def _close_transfer(
    transfer: Transfer, state: Transfer.State, by: Person, answer: str = ""
) -> None:
    transfer.state, transfer.answer = state, answer
    transfer.decided_by, transfer.decided_at = by, timezone.now()


@transaction.atomic
def refuse_transfer(transfer: Transfer, *, by: Person, answer: str) -> Transfer:
    """Refuse for one of the offices, and tell the person why. Raise as `approve_transfer`."""
    transfer = _lock_transfer(transfer, by)
    _close_transfer(transfer, _State.REFUSED, by, answer)
    transfer.save()
    _tell_of_transfer(transfer, "transfer_refused", answer=answer)
    return transfer


@transaction.atomic
def withdraw_transfer(transfer: Transfer, *, by: Person) -> Transfer:
    """Withdraw what the person, or the office of ``by``, has asked for. Raise `TransferOver`."""
    last_posting(transfer.person)
    transfer = Transfer.objects.select_related("person", "posting", "agency").get(pk=transfer.pk)
    if not may_withdraw(transfer, by):
        raise TransferOver
    _close_transfer(transfer, _State.WITHDRAWN, by)
    transfer.save()
    if transfer.asked_by_id != transfer.person_id:
        _tell_of_transfer(transfer, "transfer_withdrawn")
    return transfer


def may_withdraw(transfer: Transfer, by: Person) -> bool:
    """Return whether it waits, and ``by`` or their office has asked for it."""
    if transfer.state != _State.WAITING:
        return False
    is_of_person = transfer.asked_by_id == transfer.person_id
    if is_of_person or by.pk == transfer.person_id:
        return is_of_person and by.pk == transfer.person_id
    return may_act_on(transfer.person, by, transfer.agency)


def list_transfers_waiting(by: Person) -> TransferQuerySet:
    """Return the transfers that wait for the word of somebody's offices."""
    agencies = agencies_for(by, Role.Kind.HR)
    waiting = Transfer.objects.awaiting_word_of(agencies)
    return waiting.exclude(person__in=by.principals(Role.Kind.HR))


def _tell_of_transfer(transfer: Transfer, kind: str, **facts: Any) -> None:
    told = {"agency": transfer.agency.names, "day": transfer.day.isoformat(), **facts}
    notify_person(transfer.person, f"people/{kind}", subject=str(transfer.pk), facts=told)
