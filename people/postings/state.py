"""Reads all postings of a person as plain JSON, and writes them so again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from people.models import Person, Posting
from people.postings.writing import end_roles_with_service, save_apart

PostingState = list[dict[str, Any]]
_DAYS = ("valid_from", "valid_to")
_FIELDS = ("id", "agency_id", "position", "grade", *_DAYS, "end_reason")


def read_postings(person: Person) -> PostingState:
    """Return the postings of the person in time, as the database has them now."""
    rows = Posting.objects.filter(person=person).order_by("valid_from").values(*_FIELDS)
    return [
        {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in one}
        for one in (row.items() for row in rows)
    ]


def restore_state(person: Person, state: PostingState) -> None:
    """Write the postings of the person as they were; the person's row must be locked."""
    last = person.postings.order_by("valid_from").last()
    Posting.objects.filter(person=person).exclude(pk__in=[row["id"] for row in state]).delete()
    save_apart([_build_posting(person, row) for row in state])
    end_roles_with_service(person, was=last.valid_to if last else None)


def _build_posting(person: Person, row: dict[str, Any]) -> Posting:
    days = {name: dt.date.fromisoformat(row[name]) if row[name] else None for name in _DAYS}
    return Posting(person=person, **{**row, **days})
