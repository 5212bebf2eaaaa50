"""Reads all postings and charges of a person as plain JSON, and writes them so again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from people.models import AdditionalPosting, Person, Posting
from people.postings.fitting import fit_charges
from people.postings.writing import end_roles_with_service, save_apart

# Rows of main postings, and after them those of charges: only these have a share.
PostingState = list[dict[str, Any]]
_DAYS = ("valid_from", "valid_to", "planned_to")
_FIELDS = ("id", "agency_id", "position", "grade", "valid_from", "valid_to", "end_reason")
_CHARGE_FIELDS = (
    *("id", "agency_id", "position", "share", *_DAYS, "why", "end_reason"),
    *("given_by_id", "given_at"),
)


def read_postings(person: Person) -> PostingState:
    """Return the postings and charges of the person in time, as the database has them now."""
    postings = Posting.objects.filter(person=person).order_by("valid_from")
    charges = AdditionalPosting.objects.filter(person=person)
    return [*_read_state_rows(postings, _FIELDS), *_read_state_rows(charges, _CHARGE_FIELDS)]


def _read_state_rows(rows: QuerySet[Any], fields: Iterable[str]) -> PostingState:
    return [
        {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in one}
        for one in (row.items() for row in rows.values(*fields))
    ]


def list_changed_charges(before: PostingState, after: PostingState) -> PostingState:
    """Return the rows of charges that one of the states has and the other has not."""
    rows = [row for row in before if row not in after] + [
        row for row in after if row not in before
    ]
    return [row for row in rows if "share" in row]


def restore_state(person: Person, state: PostingState) -> None:
    """Write postings and charges of the person as they were; the person's row must be locked."""
    last = person.postings.order_by("valid_from").last()
    postings = [row for row in state if "share" not in row]
    Posting.objects.filter(person=person).exclude(pk__in=[row["id"] for row in postings]).delete()
    save_apart([Posting(person=person, **_parse_state_row(row)) for row in postings])
    # Nothing points to them: written anew, none is in the way of another.
    AdditionalPosting.objects.filter(person=person).delete()
    charges = (_parse_state_row(row) for row in state if "share" in row)
    AdditionalPosting.objects.bulk_create(
        AdditionalPosting(person=person, **row) for row in charges
    )
    fit_charges([person.pk])
    end_roles_with_service(person, was=last.valid_to if last else None)


def _parse_state_row(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
    at = {"given_at": dt.datetime.fromisoformat(row["given_at"])} if "given_at" in row else {}
    return {**row, **days, **at}
