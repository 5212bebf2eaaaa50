"""Records what proves a skill: who holds it at which level, from which day to which.

What a certificate proves is written as the certificate is issued; tests, sign-offs, claims,
diagnostics and records of other systems each have a door of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from django.conf import settings
from django.db.models import Max

from certification.evidence.writing import EvidenceEntry, write_entries, write_entry
from certification.models import Certificate, Evidence, EvidenceQuerySet, Record
from people.access import has_role_over
from people.dual_control import asked_by_same_authority
from people.models import Person, Role
from people.postings import posting_on
from plan.models import Skill

# A sign-off or a claim that was withdrawn counts again when the same is recorded once more.
_REINSTATABLE_KINDS = (Evidence.Kind.SIGN_OFF, Evidence.Kind.SELF_CLAIM)
SUPERVISOR_ROLES = (Role.Kind.HR, Role.Kind.REGISTRAR)


class LevelTooHigh(Exception):
    """The level is more than one above what is proved; the argument is the highest allowed."""


class NotASupervisor(Exception):
    """The person has no role over the agency where the other one serves that day."""


def record_certificate_evidence(
    certificate: Certificate, skills: Iterable[tuple[Skill, int]]
) -> list[Evidence]:
    """Write what a certificate proves, as of the day of completion and the posting of that day."""
    facts = certificate.facts
    rows = [
        Evidence(
            person=certificate.person,
            skill=skill,
            level=level,
            kind=Evidence.Kind.CERTIFICATE,
            certificate=certificate,
            acquired_on=dt.date.fromisoformat(facts["completed_on"]),
            expires_on=certificate.expires_on,
            agency=certificate.agency,
            position=facts["position"],
            grade=facts["grade"],
        )
        for skill, level in skills
    ]
    # Skills of the award are known levels already, and the place is that of the facts, so these
    # rows need none of the checks of ``write_entries``.
    return Evidence.objects.bulk_create(rows)


def record_test_result(
    person: Person,
    skill: Skill,
    level: int,
    *,
    on: dt.date,
    source: str,
    expires_on: dt.date | None = None,
) -> Evidence:
    """Record an assessed test; ``source`` names it.

    Raises InvalidEvidencePeriod and UnknownLevel.
    """
    kind = Evidence.Kind.TEST
    return _record_evidence(
        EvidenceEntry(kind, person.pk, skill.pk, level, on, source, expires_on)
    )


def record_sign_off(
    person: Person,
    skill: Skill,
    level: int,
    *,
    by: Person,
    on: dt.date,
    source: str = "",
    expires_on: dt.date | None = None,
) -> Evidence:
    """Record a sign-off by a supervisor: HR manager or registrar over the person's agency.

    Raises NotASupervisor, LevelTooHigh, InvalidEvidencePeriod and UnknownLevel.
    """
    if not can_sign_off(by, person, on):
        raise NotASupervisor(by.pk)
    highest = highest_sign_off(person, skill, by=by, on=on)
    if level > highest:
        raise LevelTooHigh(highest)
    kind = Evidence.Kind.SIGN_OFF
    entry = EvidenceEntry(kind, person.pk, skill.pk, level, on, source, expires_on)
    return _record_evidence(replace(entry, recorded_by=by.pk))


def highest_sign_off(person: Person, skill: Skill, *, by: Person, on: dt.date) -> int:
    """Return the highest level that ``by`` may sign off: one above what is proved otherwise.

    One line of text proves no leap: a second supervisor goes one further, on the first one's
    word, where the setting allows it. Nobody goes on from there, for taking turns two would reach
    any level.
    """
    valid = Evidence.objects.counted().valid(on).filter(person=person, skill=skill)
    own = asked_by_same_authority(by, asker="recorded_by", at="acquired_on")
    signed = valid.filter(kind=Evidence.Kind.SIGN_OFF).exclude(own)
    proved = _find_highest(valid.exclude(kind=Evidence.Kind.SIGN_OFF))
    above = _go_one_up(skill, proved)
    if not settings.SECOND_SIGN_OFF:
        return above
    is_seconded = _find_highest(signed) >= above
    return _go_one_up(skill, above) if is_seconded else above


def _find_highest(evidence: EvidenceQuerySet) -> int:
    return evidence.aggregate(highest=Max("level"))["highest"] or 0


def _go_one_up(skill: Skill, level: int) -> int:
    """Return the top number of the next named level; the last one when there is none."""
    above = skill.framework.levels.filter(number__gt=level).order_by("number")
    # Frameworks give several numbers one name: they are one level of it.
    _names, named = next(groupby(above, key=lambda one: one.names), (None, []))
    return max((one.number for one in named), default=level)


def can_sign_off(by: Person, person: Person, on: dt.date) -> bool:
    """Return whether ``by`` is a supervisor where ``person`` serves on the day."""
    posting = posting_on(person, on)
    is_over = posting and any(has_role_over(by, kind, posting.agency) for kind in SUPERVISOR_ROLES)
    # Not even a supervisor signs off their own skill, nor has a deputy do it.
    return bool(is_over) and person.pk not in by.principals(*SUPERVISOR_ROLES)


def withdraw_sign_off(evidence: Evidence, *, by: Person, day: dt.date) -> None:
    """End the sign-off on the day; any supervisor of that day may. Raises NotASupervisor."""
    if evidence.kind != Evidence.Kind.SIGN_OFF or not can_sign_off(by, evidence.person, day):
        raise NotASupervisor(by.pk)
    Evidence.objects.filter(pk=evidence.pk, revoked_on=None).update(revoked_on=day)


def record_self_claim(person: Person, skill: Skill, level: int, *, on: dt.date) -> Evidence:
    """Record what the person says of themselves: kept, shown, and never counted."""
    kind = Evidence.Kind.SELF_CLAIM
    return _record_evidence(
        EvidenceEntry(kind, person.pk, skill.pk, level, on, recorded_by=person.pk)
    )


def withdraw_self_claim(evidence: Evidence, *, by: Person, day: dt.date) -> None:
    """End the person's own claim on the day; a claim of somebody else stays as it is."""
    own = Evidence.objects.filter(pk=evidence.pk, kind=Evidence.Kind.SELF_CLAIM, person=by)
    own.filter(revoked_on=None).update(revoked_on=day)


def record_diagnostic(
    person: Person, skill: Skill, level: int, *, on: dt.date, source: str
) -> Evidence:
    """Record a test taken to find the right course: kept, shown, and never counted."""
    kind = Evidence.Kind.DIAGNOSTIC
    return _record_evidence(EvidenceEntry(kind, person.pk, skill.pk, level, on, source))


def record_imported(entries: Sequence[EvidenceEntry]) -> None:
    """Write evidence from records of other systems; what exists already stays as it is.

    Raises InvalidEvidencePeriod and UnknownLevel before anything is written.
    """
    write_entries(entries)


def _record_evidence(entry: EvidenceEntry) -> Evidence:
    evidence = write_entry(entry)
    if evidence.revoked_on and entry.kind in _REINSTATABLE_KINDS:
        evidence.revoked_on, evidence.recorded_by_id = None, entry.recorded_by
        evidence.save(update_fields=["revoked_on", "recorded_by"])
    return evidence


def transfer_evidence(old: Certificate, new: Certificate) -> None:
    """Move what the replaced certificate proved to the one that replaces it; no day changes."""
    Evidence.objects.filter(certificate=old).update(certificate=new)


def revoke_evidence(certificate: Certificate, *, day: dt.date) -> None:
    """End on the day what the certificate proved."""
    Evidence.objects.filter(certificate=certificate, revoked_on=None).update(revoked_on=day)


def restore_evidence(certificate: Certificate) -> None:
    """Let what the revocation had ended count again, the days in between included."""
    Evidence.objects.filter(certificate=certificate).update(revoked_on=None)


def withdraw_evidence(behind: Record, *, day: dt.date) -> None:
    """End on the day what the record of another system proved."""
    Evidence.objects.filter(record=behind, revoked_on=None).update(revoked_on=day)
