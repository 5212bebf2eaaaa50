"""Lets additional charges hold only while their people serve; whoever writes postings asks it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef

from people.models import AdditionalPosting, Posting
from people.queue import sweep_pieces

# The first day of unbroken service, and the first after it; None: it goes on.
ServiceRun = tuple[dt.date, dt.date | None]
# Values in one statement; databases limit its parameters.
_BATCH_SIZE = 500


def fit_charges(people: Collection[int]) -> None:
    """End the additional charges of the people with their service, or let them go on with it.

    Called in the transaction that wrote their postings.
    """
    keys = list(people)
    for start in range(0, len(keys), _BATCH_SIZE):
        batch = keys[start : start + _BATCH_SIZE]
        charges = list(AdditionalPosting.objects.filter(person__in=batch))
        if charges:
            _fit_to_runs(charges)


def fit_charges_of_leavers() -> int:
    """End what a roster left that was applied while an office gave a charge; return how many."""
    serving = Posting.objects.filter(person=OuterRef("person"), valid_to=None)
    left = AdditionalPosting.objects.filter(~Exists(serving), valid_to=None)
    people = sorted(set(left.values_list("person", flat=True)))
    sweep_pieces(people, fit_charges, size=_BATCH_SIZE)
    return len(people)


def _fit_to_runs(charges: list[AdditionalPosting]) -> None:
    runs = read_service({charge.person_id for charge in charges})
    changed = [charge for charge in charges if fit_charge(charge, runs[charge.person_id])]
    # Those that become shorter make room first: the database compares after each row.
    for charge in sorted(changed, key=lambda one: one.valid_to or dt.date.max):
        charge.save(update_fields=["planned_to", "valid_to"])


def read_service(people: Iterable[int]) -> dict[int, list[ServiceRun]]:
    """Return when each of the people serves without a break, by main postings."""
    runs: dict[int, list[ServiceRun]] = defaultdict(list)
    rows = Posting.objects.filter(person__in=people).order_by("valid_from")
    for person, begins, ends in rows.values_list("person", "valid_from", "valid_to"):
        found = runs[person]
        if found and found[-1][1] == begins:
            found[-1] = (found[-1][0], ends)
        else:
            found.append((begins, ends))
    return runs


def find_run(runs: list[ServiceRun], day: dt.date) -> ServiceRun | None:
    """Return the unbroken service that holds on the day."""
    return next(
        (run for run in runs if run[0] <= day and (run[1] is None or day < run[1])),
        None,
    )


def fit_charge(charge: AdditionalPosting, runs: list[ServiceRun]) -> bool:
    """Set when the charge ends, unsaved; return whether that changed.

    Somebody who returns after a break comes back to none of the charges of before.
    """
    was = charge.planned_to, charge.valid_to
    run = find_run(runs, charge.valid_from)
    ends = [charge.planned_to, run[1] if run else charge.valid_from]
    charge.valid_to = min((day for day in ends if day), default=None)
    if runs and runs[-1] != run and runs[-1][0] > charge.valid_from:
        charge.planned_to = charge.valid_to
    return was != (charge.planned_to, charge.valid_to)
