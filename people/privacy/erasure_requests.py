"""Takes requests for erasure: at once with days to think for citizens, decided for officials.

Only writer of `ErasureRequest`. Officials' records of service are kept by law, so that an
administrator looks whether the service is over.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from people.history import office_acted
from people.messaging import mark_as_read, notify_person
from people.models import ErasureRequest, Message, Person
from people.privacy.erasure import AlreadyErased, ErasureBlocked, erase_person, find_obstacles
from people.queue import sweep_rows

# To take it back: somebody else may have asked who found a session open.
ERASURE_DELAY = dt.timedelta(days=7)
_MOST_AT_ONCE = 20  # of one sweep
_ANNOUNCING = ("people/erasure_asked", "people/erasure_granted")


class ErasureDecided(Exception):
    """Somebody else has decided, or the person took the request back."""


def find_open_request(person: Person) -> ErasureRequest | None:
    return ErasureRequest.objects.open().filter(person=person).first()


def is_decided_by_office(person: Person) -> bool:
    """Return whether the person is or was an official, whose record of service is kept."""
    return person.audience == Person.Audience.OFFICIAL or person.postings.exists()


@transaction.atomic
def ask_for_erasure(person: Person, *, at: dt.datetime | None = None) -> ErasureRequest:
    """Return the open request, made now unless there is one. Raise `ErasureBlocked`."""
    at = at or timezone.now()
    # Locked: of two requests at once the second finds that of the first.
    Person.objects.select_for_update().get(pk=person.pk)
    if known := find_open_request(person):
        return known
    if obstacles := find_obstacles(person):
        raise ErasureBlocked(obstacles)
    waits = is_decided_by_office(person)
    row = ErasureRequest.objects.create(
        person=person,
        asked_at=at,
        needs_decision=waits,
        due_at=None if waits else at + ERASURE_DELAY,
    )
    due = row.due_at.isoformat() if row.due_at else ""
    notify_person(person, "people/erasure_asked", subject=str(row.pk), facts={"due": due}, at=at)
    return row


@transaction.atomic
def take_back_erasure(row: ErasureRequest, *, at: dt.datetime | None = None) -> bool:
    """Take the request back, and tell the person; return False once it is done."""
    at = at or timezone.now()
    if not ErasureRequest.objects.open().filter(pk=row.pk).update(taken_back_at=at):
        return False
    # Nobody reads any more as news that the account ends.
    told = Message.objects.filter(kind__in=_ANNOUNCING, subject=str(row.pk), person=row.person)
    mark_as_read(row.person, told.values_list("pk", flat=True))
    notify_person(row.person, "people/erasure_taken_back", subject=str(row.pk), facts={}, at=at)
    return True


@transaction.atomic
def decide_about_erasure(
    row: ErasureRequest,
    *,
    by: Person,
    is_granted: bool,
    answer: str = "",
    at: dt.datetime | None = None,
) -> None:
    """Grant, for a week later, or refuse with a sentence. Raise `ErasureDecided`.

    Raise `ErasureBlocked` for a grant that could not be carried out.
    """
    at = at or timezone.now()
    if is_granted and (obstacles := find_obstacles(row.person)):
        raise ErasureBlocked(obstacles)
    due = at + ERASURE_DELAY if is_granted else None
    decided = {"decided_by": by, "decided_at": at, "is_granted": is_granted, "answer": answer}
    # One UPDATE: of two who decide at once the second finds nothing undecided.
    if not ErasureRequest.objects.undecided().filter(pk=row.pk).update(**decided, due_at=due):
        raise ErasureDecided
    kind = "people/erasure_granted" if is_granted else "people/erasure_refused"
    facts = {"due": due.isoformat() if due else "", "answer": answer}
    notify_person(row.person, kind, subject=str(row.pk), facts=facts, at=at)
    data = {"is_granted": is_granted}
    office_acted.send(
        ErasureRequest, action="person.decide_erasure", people=[row.person], by=by, data=data
    )


def erase_due(at: dt.datetime | None = None) -> int:
    """Erase whose days to think are over; return how many. What is blocked is told and waits."""
    at = at or timezone.now()
    due = ErasureRequest.objects.due(at).select_related("person").order_by("due_at", "pk")
    swept = sweep_rows(
        due[:_MOST_AT_ONCE], lambda row: _carry_out(row, at), outages=(ErasureBlocked,)
    )
    return sum(swept.results)


@transaction.atomic
def _carry_out(row: ErasureRequest, at: dt.datetime) -> bool:
    # Locked and asked again: the person may take it back in this very moment.
    due = ErasureRequest.objects.due(at).select_for_update().filter(pk=row.pk)
    if not due.exists():
        return False
    with suppress(AlreadyErased):  # by command
        erase_person(row.person, at=at)
    return bool(ErasureRequest.objects.filter(pk=row.pk).update(done_at=at))
