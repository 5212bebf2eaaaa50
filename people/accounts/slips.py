"""Prints one-time codes on paper, by which officials of an office get into their accounts.

Opening accounts is the right of the official's own office, leaves a trace, and is seen by the
official: see docs/decisions/0026.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.access import agencies_for, has_global_access, has_role_over
from people.accounts.codes import IssuedCode, approve_code, draw_secret, issue_code, use_code
from people.dual_control import asked_by_same_authority, is_same_authority
from people.history import office_acted
from people.messaging import notify_person
from people.models import Agency, OneTimeCode, Person, Role

MOST_ON_ONE_PRINT = 200


class SlipRefused(Exception):
    """Somebody is not the office's to open an account for, or the slip not theirs to approve."""


class PrintedMeanwhile(Exception):
    """Somebody among the people got a slip since, which a new one would end."""


@dataclass(frozen=True)
class SlipCandidate:
    """An official of an office, and what a slip would be for them."""

    person: Person
    is_open: bool  # a password was set
    waiting: OneTimeCode | None  # the last slip, not used and not over


def can_print_slips(issuer: Person, agency: Agency) -> bool:
    return has_role_over(issuer, Role.Kind.HR, agency)


def offices_of(issuer: Person) -> QuerySet[Agency]:
    """Return the agencies for whose people the issuer may print slips."""
    return agencies_for(issuer, Role.Kind.HR)


def people_for_slips(issuer: Person, agency: Agency) -> QuerySet[Person]:
    """Return the people posted in the agency today for whom the issuer may print a slip.

    Administrators print for everybody. An office does it for its own people, but for those who
    have rights, and those who confirmed an address: they ask for a letter themselves.
    """
    if not can_print_slips(issuer, agency):
        return Person.objects.none()
    office = Agency.objects.filter(pk=agency.pk)
    posted = Person.objects.posted_in(office, day=timezone.localdate()).filter(is_active=True)
    people = Person.objects.filter(pk__in=posted.values("pk"))
    if has_global_access(issuer):
        return people
    helped = Person.objects.with_confirmed_email()
    for others in (Person.objects.with_rights(), helped, Person.objects.filter(pk=issuer.pk)):
        people = people.exclude(pk__in=others.values("pk"))
    return people


def list_candidates(issuer: Person, agency: Agency) -> list[SlipCandidate]:
    """Return the people of the office, those without a password first, then by name."""
    people = list(people_for_slips(issuer, agency).order_by(Person.name_order(), "pk"))
    usable = OneTimeCode.objects.slips().usable(timezone.now()).select_related("issued_by")
    waiting = {row.person_id: row for row in usable.filter(person__in=people)}
    candidates = [
        SlipCandidate(
            person=person,
            is_open=person.has_usable_password(),
            waiting=waiting.get(person.pk),
        )
        for person in people
    ]
    return sorted(candidates, key=lambda one: one.is_open)


@transaction.atomic
def print_slips(
    issuer: Person, agency: Agency, pks: Iterable[int], *, seen_at: dt.datetime | None = None
) -> list[IssuedCode]:
    """Return a new code for each of the people. Raise `SlipRefused`, and print none.

    ``seen_at`` is when the issuer saw who has one; raise `PrintedMeanwhile` if somebody got one
    later: a page of slips loaded again, or a colleague, would end what is on paper already.
    """
    wanted = set(pks)
    if len(wanted) > MOST_ON_ONE_PRINT:
        raise SlipRefused
    listed = people_for_slips(issuer, agency).filter(pk__in=wanted)
    # As the list on the screen, so that slips and list can be compared.
    people = list(listed.order_by(Person.name_order(), "pk"))
    if len(people) != len(wanted):
        raise SlipRefused
    printed = OneTimeCode.objects.slips().usable(timezone.now()).filter(person__in=people)
    if seen_at and printed.filter(issued_at__gt=seen_at).exists():
        raise PrintedMeanwhile
    # Written in the order of their keys, as by all who write people: no deadlock.
    by_key = sorted(people, key=lambda person: person.pk)
    slips = {person.pk: _print_slip(person, agency, issuer) for person in by_key}
    _enter_slip_act("print_slip", people, agency, issuer)
    return [slips[person.pk] for person in people]


def _print_slip(person: Person, agency: Agency, issuer: Person) -> IssuedCode:
    row = issue_code(
        person,
        OneTimeCode.Purpose.SLIP,
        by=issuer,
        agency=agency,
        # What is in an account that is in use is its holder's: nobody gets at it alone.
        needs_approval=_is_in_use(person) and not has_global_access(issuer),
    )
    names = {"my": issuer.name_in("my"), "en": issuer.name_in("en")}
    facts = {"by": names, "agency": agency.names, "until": row.expires_at.isoformat()}
    notify_person(person, "people/slip_printed", subject=str(row.pk), facts=facts)
    return draw_secret(row)


def _is_in_use(person: Person) -> bool:
    """Return whether something may lie in the account: by a card too, people sign in."""
    has_password = not person.password.startswith(UNUSABLE_PASSWORD_PREFIX)
    return has_password or person.last_login is not None


def slips_to_approve(approver: Person) -> QuerySet[OneTimeCode]:
    """Return the slips of others that wait for a second person who may print them too."""
    waiting = OneTimeCode.objects.slips().usable(timezone.now()).unapproved()
    waiting = waiting.filter(agency__in=offices_of(approver))
    own = asked_by_same_authority(approver, asker="issued_by", at="issued_at")
    others = waiting.exclude(own).exclude(person=approver)
    return others.select_related("person", "agency", "issued_by")


def list_approvers(agency: Agency, issuer: Person) -> list[Person]:
    """Return who can approve what the issuer printed, beside the administrators."""
    above = [*agency.get_ancestors(), agency]
    managers = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.HR, agency__in=above)
    people = Person.objects.filter(is_active=True, roles__in=managers)
    found = people.distinct().order_by(Person.name_order(), "pk")
    return [one for one in found if not is_same_authority(issuer, one.pk, since=timezone.now())]


@transaction.atomic
def approve_slip(approver: Person, pk: int) -> OneTimeCode:
    """Let a slip open an account that is in use; raise `SlipRefused` if it does not wait."""
    slip = slips_to_approve(approver).filter(pk=pk).first()
    # Of two who approve at once the second finds nothing that waits.
    if not (slip and _may_print(approver, slip) and approve_code(slip, approver)):
        raise SlipRefused
    _enter_slip_act("approve_slip", [slip.person], slip.agency, approver)
    return slip


def _enter_slip_act(act: str, people: list[Person], agency: Agency | None, by: Person) -> None:
    data = {"agency": agency.names if agency else {}}
    office_acted.send(OneTimeCode, action=f"person.{act}", people=people, by=by, data=data)


@transaction.atomic
def set_password_by_code(person: Person, code: OneTimeCode, password: str) -> bool:
    """Set the password and use the code up; return False if somebody was quicker with it."""
    if not use_code(code):
        return False
    person.set_password(password)
    person.save(update_fields=["password"])
    return True


def opens_account(code: OneTimeCode) -> bool:
    """Return whether the code opens the account today: whoever printed it still may.

    Somebody who moved, got a role or confirmed an address meanwhile is not the office's any more.
    """
    if code.purpose != OneTimeCode.Purpose.SLIP:
        return not Person.objects.with_rights().filter(pk=code.person_id).exists()
    if _needs_approval(code) and not code.approved_by:
        return False
    approver = code.approved_by or code.issued_by
    return _may_print(code.issued_by, code) and _may_print(approver, code)


def _needs_approval(slip: OneTimeCode) -> bool:
    """Return whether it was printed for an account in use, or the account has come into use."""
    is_trusted = slip.issued_by is not None and has_global_access(slip.issued_by)
    return slip.needs_approval or (_is_in_use(slip.person) and not is_trusted)


def _may_print(issuer: Person | None, slip: OneTimeCode) -> bool:
    if issuer is None or slip.agency is None:  # which a constraint forbids
        return False
    return people_for_slips(issuer, slip.agency).filter(pk=slip.person_id).exists()


def slips_of(person: Person) -> QuerySet[OneTimeCode]:
    """Return all slips that were ever printed for the person, the newest first."""
    return person.codes.slips().select_related("issued_by", "approved_by", "agency")
