"""Reads what the import of a roster rests on: if it is the same, so is what the roster changes."""

import hashlib
from collections.abc import Iterator
from typing import Any

from people.models import Agency, Identifier, Person, Posting
from people.roster.identity import filter_in_batches, keys_of_rows
from people.roster.reading.parsing import RosterRow

_PERSON_FACTS = (
    "pk",
    "staff_number",
    "honorific",
    "name_my",
    "name_en",
    "gender",
    "email",
    "phone",
    "is_name_confirmed",
)
_POSTING_FACTS = ("pk", "person_id", "agency_id", "position", "grade", "valid_from", "valid_to")


def lock_roster_ground(rows: list[RosterRow]) -> list[Any]:
    """Lock the people of the rows until the roster is written, and return what is recorded."""
    # Locked in the order of their keys, as other writers do: no deadlock.
    people = Person.objects.select_for_update().order_by("pk").values_list("pk")
    list(filter_in_batches(people, "staff_number", [row.staff_number for row in rows]))
    return read_roster_ground(rows)


def digest_roster_ground(rows: list[RosterRow], *, is_locking: bool = False) -> bytes:
    """Return a digest of the ground, which is kept for many parts of a file."""
    ground = lock_roster_ground(rows) if is_locking else read_roster_ground(rows)
    return hashlib.sha256(repr(ground).encode()).digest()


def read_roster_ground(rows: list[RosterRow]) -> list[Any]:
    """Return everything the rows are compared with, as plain values."""
    return list(_iter_ground(rows))


def _iter_ground(rows: list[RosterRow]) -> Iterator[Any]:
    yield from Agency.objects.order_by("pk").values_list("pk", "code", "valid_to")
    numbers = [row.staff_number for row in rows]
    people = Person.objects.order_by("pk").values_list(*_PERSON_FACTS)
    found = list(filter_in_batches(people, "staff_number", numbers))
    yield from found
    pks = [person[0] for person in found]
    # Who has signed in or got a role since keeps name and contacts.
    protected = Person.objects.protected().order_by("pk").values_list("pk")
    yield from filter_in_batches(protected, "pk", pks)
    postings = Posting.objects.order_by("pk").values_list(*_POSTING_FACTS)
    yield from filter_in_batches(postings, "person_id", pks)
    holders = Identifier.objects.order_by("pk").values_list("value", "person_id")
    yield from filter_in_batches(holders, "value", sorted(keys_of_rows(rows)))
