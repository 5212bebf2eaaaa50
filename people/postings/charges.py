"""Gives additional charges beside the main posting, corrects, ends and cancels them.

Two offices share a person: giving and correcting takes somebody who manages both, while either
of them ends what it does not want to go on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from people.models import (
    AdditionalPosting,
    Agency,
    Person,
    Posting,
    PostingAct,
    validate_service_day,
)
from people.postings.acts import require_open_agency
from people.postings.fitting import find_run, fit_charge, read_service
from people.postings.recording import (
    NothingToTakeBack,
    PersonOutOfReach,
    may_act_on,
    record_act,
    require_office,
)

_WHOLE = 100
_Kind = PostingAct.Kind


class ChargeOutOfService(Exception):
    """The person has no main posting on the first day of the charge."""


class ChargeTwice(Exception):
    """The person has a charge in the same agency from the day (``args[0]``) on."""


class SharesExceeded(Exception):
    """On the day (``args[0]``) other charges leave so little (``args[1]``) percent to give."""


class ChargeOver(Exception):
    """The charge has an end already, on the day (``args[0]``), or begins on it or later."""


@dataclass(frozen=True)
class ChargeTerms:
    """As what, with which share in percent and for which days; no end: until somebody ends it."""

    position: Mapping[str, str]
    share: int
    valid_from: dt.date
    valid_to: dt.date | None = None


def give_charge(
    person: Person, agency: Agency, terms: ChargeTerms, *, by: Person, why: str
) -> AdditionalPosting:
    """Let the person serve in the agency too, beside the main posting, which keeps the rest.

    Raise `PersonOutOfReach`, `AgencyClosed`, `ChargeOutOfService`, `ChargeTwice`,
    `SharesExceeded`, or ValidationError for an impossible day.
    """
    with record_act(person, _Kind.CHARGE, by=by, reason=why) as last:
        require_office(person, by, *((last.agency, agency) if last else ()))
        charge = AdditionalPosting(
            person=person, agency=agency, why=why, given_by=by, given_at=timezone.now()
        )
        _write_terms(charge, terms)
    return charge


def correct_charge(
    charge: AdditionalPosting, terms: ChargeTerms, *, by: Person, reason: str
) -> None:
    """Write what the charge really is. Raise as `give_charge`."""
    with record_act(charge.person, _Kind.CHARGE_CORRECTION, by=by, reason=reason) as last:
        charge = _read_again(charge)
        if not may_correct_charge(charge, by, last):
            raise PersonOutOfReach
        _write_terms(charge, terms)


def end_charge(charge: AdditionalPosting, *, day: dt.date, by: Person, reason: str) -> None:
    """End the charge on the day, the first without it; the same again is no act.

    Raise `PersonOutOfReach`, `ChargeOver`, or ValidationError for an impossible day.
    """
    with record_act(charge.person, _Kind.CHARGE_END, by=by, reason=reason) as last:
        charge = _read_again(charge)
        _require_either_office(charge, by, last)
        validate_service_day(day)
        if charge.planned_to == day:
            return
        if day <= charge.valid_from or (charge.valid_to and charge.valid_to < day):
            raise ChargeOver(max(charge.valid_from, charge.valid_to or charge.valid_from))
        charge.planned_to = charge.valid_to = day
        charge.end_reason = reason
        charge.save(update_fields=["planned_to", "valid_to", "end_reason"])


def cancel_charge(charge: AdditionalPosting, *, by: Person) -> None:
    """Delete a charge that has not begun. Raise `NothingToTakeBack` or `PersonOutOfReach`."""
    with record_act(charge.person, _Kind.CHARGE_CANCEL, by=by) as last:
        found = AdditionalPosting.objects.filter(pk=charge.pk).first()
        if found is None or found.valid_from <= timezone.localdate():
            raise NothingToTakeBack
        _require_either_office(found, by, last)
        found.delete()


def may_give_charge(person: Person, by: Person, last: Posting | None) -> bool:
    """Return whether ``by`` manages the office of the last main posting, if it goes on.

    Whether they manage the further office too is asked when it is named.
    """
    if last is None or (last.valid_to and last.valid_to <= timezone.localdate()):
        return False
    return may_act_on(person, by, last.agency)


def may_correct_charge(charge: AdditionalPosting, by: Person, last: Posting | None) -> bool:
    """Return whether ``by`` manages both offices."""
    return last is not None and may_act_on(charge.person, by, charge.agency, last.agency)


def may_end_charge(charge: AdditionalPosting, by: Person, last: Posting | None) -> bool:
    """Return whether ``by`` manages one of the two offices."""
    offices = [charge.agency, *([last.agency] if last else [])]
    return any(may_act_on(charge.person, by, office) for office in offices)


def share_of_main(charges: Iterable[AdditionalPosting], day: dt.date) -> int:
    """Return what percent the main posting keeps on the day beside all charges of its person."""
    return _WHOLE - sum(one.share for one in charges if one.holds_on(day))


def _read_again(charge: AdditionalPosting) -> AdditionalPosting:
    # The person is locked from here on; before, somebody else may have changed the charge.
    found = AdditionalPosting.objects.select_related("agency", "person").filter(pk=charge.pk)
    row = found.first()
    if row is None:
        raise PersonOutOfReach
    return row


def _require_either_office(charge: AdditionalPosting, by: Person, last: Posting | None) -> None:
    if not may_end_charge(charge, by, last):
        raise PersonOutOfReach


def _write_terms(charge: AdditionalPosting, terms: ChargeTerms) -> None:
    """Write the charge if there is room for it; its person is locked."""
    for day in filter(None, (terms.valid_from, terms.valid_to)):
        validate_service_day(day)
    require_open_agency(charge.agency, terms.valid_from)
    charge.position, charge.share = dict(terms.position), terms.share
    charge.valid_from, charge.planned_to = terms.valid_from, terms.valid_to
    charge.end_reason = charge.end_reason if terms.valid_to else ""
    runs = read_service([charge.person_id])[charge.person_id]
    if find_run(runs, charge.valid_from) is None:
        raise ChargeOutOfService
    fit_charge(charge, runs)
    # What a service that ended let never begin stays so: it would be in the way of others.
    others = AdditionalPosting.objects.filter(person=charge.person_id).exclude(pk=charge.pk)
    others.filter(valid_to=F("valid_from")).update(planned_to=F("valid_to"))
    _check_room(charge, others.held())
    charge.save()


def _check_room(charge: AdditionalPosting, others: Iterable[AdditionalPosting]) -> None:
    """Raise `ChargeTwice` or `SharesExceeded`: the only place that adds shares up."""
    beside = [one for one in others if _overlaps(charge, one)]
    for one in beside:
        if one.agency_id == charge.agency_id:
            raise ChargeTwice(one.valid_from)
    # Shares grow only where a charge begins.
    for day in sorted({max(charge.valid_from, one.valid_from) for one in (charge, *beside)}):
        left = share_of_main(beside, day)
        if charge.share >= left:
            raise SharesExceeded(day, left - 1)


def _overlaps(one: AdditionalPosting, other: AdditionalPosting) -> bool:
    """Return whether both would hold on one day if the service went on as offices planned."""
    return one.valid_from < (other.planned_to or dt.date.max) and other.valid_from < (
        one.planned_to or dt.date.max
    )
