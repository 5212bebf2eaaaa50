"""Moves everybody who serves in an agency to the one that takes over, in a few statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from people.models import AdditionalPosting, Agency, Person, Posting
from people.postings.charge_rehousing import (
    PostingsChanged,
    find_charges_beyond,
    rehouse_charges,
    take_charges_back,
)

# Rows in one statement; databases limit its parameters.
_BATCH_SIZE = 500


def find_served_beyond(agency: Agency, day: dt.date) -> QuerySet[Posting]:
    """Return the postings in the agency that hold on the day or begin later."""
    return Posting.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), agency=agency)


def rehouse_people(
    agency: Agency, to: Agency, *, day: dt.date, people: Collection[int] | None = None
) -> dict[str, Any]:
    """Post whoever serves in the agency to the other one from the day, in the same position.

    Additional charges go along. Return what was written, as `take_rehousing_back` needs it. The
    tree is locked by the caller.
    """
    found = find_served_beyond(agency, day)
    found = found if people is None else found.filter(person__in=people)
    _lock_people(found, find_charges_beyond(agency, day))
    postings = list(found.order_by("pk"))
    begun = [one for one in postings if one.valid_from < day]
    planned = [one.pk for one in postings if one.valid_from >= day]
    # The old ones end first: the database lets no two overlap.
    Posting.objects.filter(pk__in=[one.pk for one in begun]).update(valid_to=day, end_reason="")
    made = Posting.objects.bulk_create(
        (_continue_posting(one, to, day) for one in begun), _BATCH_SIZE
    )
    Posting.objects.filter(pk__in=planned).update(agency=to)
    moved = [_note_pair(old, new) for old, new in zip(begun, made, strict=True)]
    charges = rehouse_charges(agency, to, day=day, people=people)
    places = {"from": agency.pk, "to": to.pk}
    return {**places, "moved": moved, "planned": planned, "charges": charges}


def take_rehousing_back(written: dict[str, Any], *, day: dt.date) -> None:
    """Let everybody serve on where they did. Raise `PostingsChanged`, having written nothing."""
    old, new = Posting.objects.filter(agency=written["from"]), Posting.objects.all()
    rows = {row["new"]: row for row in written["moved"]}
    _lock_people(new.filter(pk__in=rows))
    ended = set(old.filter(valid_to=day, end_reason="").values_list("pk", flat=True))
    made = new.filter(agency=written["to"], valid_from=day).in_bulk(rows)
    planned = Posting.objects.filter(pk__in=written["planned"], agency=written["to"])
    is_as_left = len(made) == len(rows) and planned.count() == len(written["planned"])
    if not is_as_left or not all(
        row["old"] in ended and _end_of(made[pk]) == row["end"] for pk, row in rows.items()
    ):
        raise PostingsChanged
    # Acts of before knew no charges.
    take_charges_back(written.get("charges", []))
    new.filter(pk__in=rows).delete()
    planned.update(agency=written["from"])
    by_end: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for row in rows.values():
        by_end[row["end"][0], row["end"][1]].append(row["old"])
    for (valid_to, reason), keys in by_end.items():
        old.filter(pk__in=keys).update(valid_to=valid_to, end_reason=reason)


def list_rehoused(written: dict[str, Any]) -> list[Person]:
    """Return the people who were moved."""
    keys = [row["new"] for row in written["moved"]] + written["planned"]
    return list(Person.objects.filter(postings__in=keys).distinct())


def _lock_people(*rows: QuerySet[Posting] | QuerySet[AdditionalPosting]) -> None:
    # In one order, as all who lock several people do: two orders would wait for each other.
    whose = [Q(pk__in=found.values("person")) for found in rows]
    people = Person.objects.filter(reduce(or_, whose))
    list(people.select_for_update().order_by("pk").values_list("pk"))


def _continue_posting(old: Posting, to: Agency, day: dt.date) -> Posting:
    return Posting(
        person_id=old.person_id,
        agency=to,
        position=old.position,
        grade=old.grade,
        valid_from=day,
        valid_to=old.valid_to,
        end_reason=old.end_reason,
    )


def _note_pair(old: Posting, new: Posting) -> dict[str, Any]:
    return {"old": old.pk, "new": new.pk, "end": _end_of(new)}


def _end_of(posting: Posting) -> list[str | None]:
    return [posting.valid_to.isoformat() if posting.valid_to else None, posting.end_reason]
