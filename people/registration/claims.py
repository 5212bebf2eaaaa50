"""Writes who says that they serve in a unit, and posts them once that is proved or granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from people.messaging import notify_person
from people.models import Agency, Person, ServiceClaim
from people.postings import post_person
from people.postings.acts import require_open_agency
from people.postings.recording import list_postings, list_service, send_change
from people.registration.proofs import find_domain, use_agency_code

_Way = ServiceClaim.Way


class AlreadyServes(Exception):
    """The person serves somewhere today or later: a transfer is what they want."""


class ClaimWaiting(Exception):
    """Another claim of the person waits already."""


class ClaimDecided(Exception):
    """Somebody has decided the claim, or its person withdrew it."""


@dataclass(frozen=True)
class ServiceWish:
    """Where somebody says they serve, and as what."""

    agency: Agency
    position: Mapping[str, str]
    grade: int | None = None
    note: str = ""


@transaction.atomic
def claim_service(person: Person, wish: ServiceWish, *, typed_code: str = "") -> ServiceClaim:
    """Return the claim: granted at once by a code or domain of the unit, else it waits for HR.

    Raise `AlreadyServes`, `ClaimWaiting`, `CodeRefused` or `AgencyClosed`.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _require_free(person)
    require_open_agency(wish.agency, timezone.localdate())
    claim = ServiceClaim(
        person=person,
        agency=wish.agency,
        position=dict(wish.position),
        grade=wish.grade,
        note=wish.note,
        way=_Way.OFFICE,
        asked_at=timezone.now(),
    )
    granted_by = _prove_claim(claim, typed_code)
    if granted_by:
        _grant_claim(claim, granted_by)
    claim.save()
    return claim


def _require_free(person: Person) -> None:
    if _has_open_service(person):
        raise AlreadyServes
    if ServiceClaim.objects.waiting().filter(person=person).exists():
        raise ClaimWaiting


def _has_open_service(person: Person) -> bool:
    today = timezone.localdate()
    return any(one.valid_to is None or one.valid_to > today for one in list_postings(person))


def _prove_claim(claim: ServiceClaim, typed_code: str) -> Person | None:
    """Note how the claim is proved and return whose word that is; None where HR decides.

    Who left the service is let in again by HR only: a code may still be in their hands.
    """
    if typed_code:
        claim.code, claim.way = use_agency_code(typed_code, claim.agency), _Way.CODE
        proved_by: Person = claim.code.issued_by
    elif domain := find_domain(claim.person, claim.agency):
        claim.way, proved_by = _Way.DOMAIN, domain.added_by
    else:
        return None
    if claim.person.postings.exists():
        claim.code, claim.way = None, _Way.OFFICE
        return None
    return proved_by


def _grant_claim(claim: ServiceClaim, by: Person) -> None:
    person, day = claim.person, timezone.localdate()
    before = list_service(person)
    post_person(person, claim.agency, position=claim.position, grade=claim.grade, day=day)
    Person.objects.filter(pk=person.pk).update(audience=Person.Audience.OFFICIAL)
    send_change(person, "person.register", before, by=by, reason=str(claim.way))
    _settle_claim(claim, by, is_granted=True)
    _tell_of_claim(claim, "claim_granted", day)


def _settle_claim(claim: ServiceClaim, by: Person, *, is_granted: bool, answer: str = "") -> None:
    claim.decided_by, claim.decided_at = by, timezone.now()
    claim.is_granted, claim.answer = is_granted, answer


@transaction.atomic
def decide_claim(
    claim: ServiceClaim, *, by: Person, is_granted: bool, answer: str = ""
) -> ServiceClaim:
    """Post the person from today, or not, and tell them. Raise `ClaimDecided`, `AlreadyServes`."""
    claim = _lock_claim(claim)
    if not is_granted:
        _settle_claim(claim, by, is_granted=False, answer=answer)
        _tell_of_claim(claim, "claim_refused", timezone.localdate())
    elif _has_open_service(claim.person):
        raise AlreadyServes
    else:
        require_open_agency(claim.agency, timezone.localdate())
        _grant_claim(claim, by)
    claim.save()
    return claim


@transaction.atomic
def withdraw_claim(claim: ServiceClaim) -> None:
    """Delete what its person asked for. Raise `ClaimDecided`."""
    _lock_claim(claim).delete()


def _lock_claim(claim: ServiceClaim) -> ServiceClaim:
    # The person first, as every writer of postings does: two orders would wait for each other.
    Person.objects.select_for_update().get(pk=claim.person_id)
    waiting = ServiceClaim.objects.waiting().filter(pk=claim.pk)
    found = waiting.select_related("person", "agency").first()
    if found is None:
        raise ClaimDecided
    return found


def _tell_of_claim(claim: ServiceClaim, kind: str, day: dt.date) -> None:
    facts = {"agency": claim.agency.names, "day": day.isoformat(), "answer": claim.answer}
    # By the moment: a claim that is proved has no number yet.
    subject = claim.asked_at.isoformat()
    notify_person(claim.person, f"people/{kind}", subject=subject, facts=facts)
