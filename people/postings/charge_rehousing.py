"""Lets additional charges in an agency go on in the one that takes over, and back again.

They are few: row by row, where `rehousing` moves everybody in a few statements.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet

from people.models import AdditionalPosting, Agency, Person

_KEPT = ("agency_id", "planned_to", "valid_to", "end_reason")


class PostingsChanged(Exception):
    """The postings or charges are not any more as they were left."""


def find_charges_beyond(agency: Agency, day: dt.date) -> QuerySet[AdditionalPosting]:
    """Return the charges in the agency that hold on the day or begin later."""
    return AdditionalPosting.objects.lasting_beyond(day).filter(agency=agency)


def rehouse_charges(
    agency: Agency, to: Agency, *, day: dt.date, people: Collection[int] | None = None
) -> list[dict[str, Any]]:
    """Let the charges go on in the other agency from the day; their people are locked.

    Whoever has a charge there already on those days keeps that one, and the other ends. Return
    what was written, as `take_charges_back` needs it.
    """
    _settle_void(agency)
    found = find_charges_beyond(agency, day)
    found = found if people is None else found.filter(person__in=people)
    return [_rehouse_charge(charge, to, day) for charge in found]


def _settle_void(agency: Agency) -> None:
    # The service ended before they began: no later act lets them begin in an agency that closed.
    void = AdditionalPosting.objects.filter(agency=agency, valid_to=F("valid_from"))
    void.update(planned_to=F("valid_to"))


def _rehouse_charge(charge: AdditionalPosting, to: Agency, day: dt.date) -> dict[str, Any]:
    """Move a charge that has not begun; end another one, and let a new one follow it."""
    before, new = _read_kept(charge), None
    goes_on = not _clashes(charge, to, day)
    if goes_on and charge.valid_from >= day:
        charge.agency = to
    else:
        new = _continue_charge(charge, to, day) if goes_on else None
        charge.planned_to = charge.valid_to = max(day, charge.valid_from)
        charge.end_reason = ""
    charge.save()
    if new:
        new.save()
    return {
        "pk": charge.pk,
        "before": before,
        "after": _read_kept(charge),
        "new": new.pk if new else None,
        "made": _read_kept(new) if new else None,
    }


def _clashes(charge: AdditionalPosting, to: Agency, day: dt.date) -> bool:
    there = AdditionalPosting.objects.filter(agency=to, person=charge.person_id).held()
    begins, ends = max(day, charge.valid_from), charge.planned_to or dt.date.max
    return any(one.valid_from < ends and begins < (one.planned_to or dt.date.max) for one in there)


def _continue_charge(charge: AdditionalPosting, to: Agency, day: dt.date) -> AdditionalPosting:
    copied = ("position", "share", "planned_to", "valid_to", "why", "end_reason")
    return AdditionalPosting(
        person_id=charge.person_id,
        agency=to,
        valid_from=day,
        given_by_id=charge.given_by_id,
        given_at=charge.given_at,
        **{name: getattr(charge, name) for name in copied},
    )


def take_charges_back(written: list[dict[str, Any]]) -> None:
    """Let everybody have the charges that they had. Raise `PostingsChanged`, nothing written."""
    keys = {row["pk"] for row in written} | {row["new"] for row in written if row["new"]}
    rows = AdditionalPosting.objects.in_bulk(keys)
    for row in written:
        if _tell_kept(rows.get(row["pk"])) != row["after"]:
            raise PostingsChanged
        if row["new"] and _tell_kept(rows.get(row["new"])) != row["made"]:
            raise PostingsChanged
    AdditionalPosting.objects.filter(pk__in=[row["new"] for row in written if row["new"]]).delete()
    for row in written:
        AdditionalPosting.objects.filter(pk=row["pk"]).update(**row["before"])


def list_charge_holders(written: dict[str, Any]) -> list[Person]:
    """Return the people whose charges went along with the agency, or ended with it."""
    keys = [row["pk"] for row in written.get("charges", [])]
    return list(Person.objects.filter(additional_postings__in=keys).distinct())


def _tell_kept(charge: AdditionalPosting | None) -> dict[str, Any] | None:
    return _read_kept(charge) if charge else None


def _read_kept(charge: AdditionalPosting) -> dict[str, Any]:
    values = {name: getattr(charge, name) for name in _KEPT}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
