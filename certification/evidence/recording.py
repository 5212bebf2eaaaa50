"""Writes evidence, one by one: who holds which skill at which level, from which day to which.

What a certificate proves is written as it is issued; tests, sign-offs, claims and diagnostics
each have a door of their own, as have records of other systems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from certification.models import Certificate, Evidence, Record
from people.access import has_role_over
from people.models import Person, Posting, Role
from people.postings import posting_on
from plan.models import Level, Skill

# What somebody's word alone ended, their word alone brings back.
_REINSTATABLE_KINDS = (Evidence.Kind.SIGN_OFF, Evidence.Kind.SELF_CLAIM)
SUPERVISOR_ROLES = (Role.Kind.HR, Role.Kind.REGISTRAR)


class InvalidEvidencePeriod(ValueError):
    """The dates cannot be: evidence would end before it begins, or begin in the future."""


class UnknownLevel(ValueError):
    """The framework of the skill has no such level."""


class NotASupervisor(Exception):
    """The person has no role over the agency where the other one serves that day."""


def record_certificate_evidence(
    certificate: Certificate, skills: Iterable[tuple[Skill, int]]
) -> list[Evidence]:
    """What a certificate proves, as of the day of completion and the place of that day."""
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
    """An assessed test; ``source`` names it. Raises EvidenceRefused, LevelUnknown."""
    return _record_evidence(
        Evidence.Kind.TEST, person, skill, level, on, source, expires_on=expires_on
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
    """A supervisor's word: an HR manager's or registrar's over the agency where the person serves.

    Raises NotASupervisor, EvidenceRefused, LevelUnknown.
    """
    if not can_sign_off(by, person, on):
        raise NotASupervisor(by.pk)
    kind = Evidence.Kind.SIGN_OFF
    return _record_evidence(
        kind, person, skill, level, on, source, expires_on=expires_on, recorded_by=by
    )


def can_sign_off(by: Person, person: Person, on: dt.date) -> bool:
    """Whether the one is a supervisor of the other, where that one serves on the day."""
    posting = posting_on(person, on)
    is_over = posting and any(has_role_over(by, kind, posting.agency) for kind in SUPERVISOR_ROLES)
    return bool(is_over) and by != person


def withdraw_sign_off(evidence: Evidence, *, by: Person, day: dt.date) -> None:
    """From the day on it no longer counts; for any supervisor of today. Raises NotASupervisor."""
    if evidence.kind != Evidence.Kind.SIGN_OFF or not can_sign_off(by, evidence.person, day):
        raise NotASupervisor(by.pk)
    Evidence.objects.filter(pk=evidence.pk, revoked_on=None).update(revoked_on=day)


def record_self_claim(person: Person, skill: Skill, level: int, *, on: dt.date) -> Evidence:
    """What the person says of themselves: kept, shown, and never counted."""
    return _record_evidence(
        Evidence.Kind.SELF_CLAIM, person, skill, level, on, "", recorded_by=person
    )


def withdraw_self_claim(evidence: Evidence, *, by: Person, day: dt.date) -> None:
    """The person takes it back; from the day on it is not shown. Others change nothing."""
    own = Evidence.objects.filter(pk=evidence.pk, kind=Evidence.Kind.SELF_CLAIM, person=by)
    own.filter(revoked_on=None).update(revoked_on=day)


def record_diagnostic(
    person: Person, skill: Skill, level: int, *, on: dt.date, source: str
) -> Evidence:
    """A test taken to find the right course: kept, shown, and never counted."""
    return _record_evidence(Evidence.Kind.DIAGNOSTIC, person, skill, level, on, source)


def record_imported(
    person: Person,
    skill: Skill,
    level: int,
    *,
    acquired_on: dt.date,
    source: str,
    expires_on: dt.date | None = None,
    behind: Record | None = None,
) -> Evidence:
    """Evidence from a record kept elsewhere. Importing it again gives the same row."""
    kind = Evidence.Kind.IMPORTED
    return _record_evidence(
        kind, person, skill, level, acquired_on, source, expires_on=expires_on, record=behind
    )


def _record_evidence(
    kind: str,
    person: Person,
    skill: Skill,
    level: int,
    on: dt.date,
    source: str,
    *,
    expires_on: dt.date | None = None,
    **more: Any,
) -> Evidence:
    """The row of the day at the place of the day; recorded a second time it is the same row."""
    if on > timezone.localdate() or (expires_on and expires_on <= on):
        raise InvalidEvidencePeriod(f"from {on} to {expires_on}")
    if not Level.objects.filter(framework=skill.framework_id, number=level).exists():
        raise UnknownLevel(f"{skill.code} has no level {level}")
    defaults = {"expires_on": expires_on, **posting_fields(posting_on(person, on)), **more}
    key = {"kind": kind, "level": level, "acquired_on": on, "source": source}
    evidence, _ = Evidence.objects.get_or_create(
        person=person, skill=skill, certificate=None, **key, defaults=defaults
    )
    if evidence.revoked_on and kind in _REINSTATABLE_KINDS:
        evidence.revoked_on, evidence.recorded_by = None, more["recorded_by"]
        evidence.save(update_fields=["revoked_on", "recorded_by"])
    return evidence


def posting_fields(posting: Posting | None) -> dict[str, Any]:
    if posting is None:
        return {}
    return {
        "agency_id": posting.agency_id,
        "position": posting.position,
        "grade": posting.grade,
    }


def transfer_evidence(old: Certificate, new: Certificate) -> None:
    """What the replaced certificate proved, the one that replaces it proves from the same day."""
    Evidence.objects.filter(certificate=old).update(certificate=new)


def revoke_evidence(certificate: Certificate, *, day: dt.date) -> None:
    """From the day on, what the certificate proved no longer counts."""
    Evidence.objects.filter(certificate=certificate, revoked_on=None).update(revoked_on=day)


def restore_evidence(certificate: Certificate) -> None:
    """What the revocation had ended counts again, the days in between included."""
    Evidence.objects.filter(certificate=certificate).update(revoked_on=None)


def withdraw_evidence(behind: Record, *, day: dt.date) -> None:
    """From the day on, what the record of another system proved no longer counts."""
    Evidence.objects.filter(record=behind, revoked_on=None).update(revoked_on=day)
