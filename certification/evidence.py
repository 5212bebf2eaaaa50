"""Writes evidence, alone: who holds which skill at which level, from which day to which."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certification.models import Certificate, Evidence
from people.models import Person, Posting
from people.postings import posting_on
from plan.models import Skill


class EvidenceRefused(ValueError):
    """The dates cannot be: evidence would end before it begins."""


@dataclass(frozen=True)
class ImportedRecord:
    """One line of an imported record; ``person`` and ``skill`` are primary keys."""

    person: int
    skill: int
    level: int
    acquired_on: dt.date
    source: str
    expires_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.expires_on and self.expires_on <= self.acquired_on:
            raise EvidenceRefused(f"{self.expires_on} is not after {self.acquired_on}")


def record_certified(
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


def record_imported(
    person: Person,
    skill: Skill,
    level: int,
    *,
    acquired_on: dt.date,
    source: str,
    expires_on: dt.date | None = None,
) -> Evidence:
    """Evidence from a record kept elsewhere. Importing it again gives the same row."""
    ImportedRecord(person.pk, skill.pk, level, acquired_on, source, expires_on)
    evidence, _ = Evidence.objects.get_or_create(
        person=person,
        skill=skill,
        level=level,
        acquired_on=acquired_on,
        source=source,
        kind=Evidence.Kind.IMPORTED,
        certificate=None,
        defaults={
            "expires_on": expires_on,
            **place_of(posting_on(person, acquired_on)),
        },
    )
    return evidence


def record_imported_many(records: Sequence[ImportedRecord], *, batch_size: int = 500) -> int:
    """The same for many at once, in few statements; records already there are left alone.

    Returns how many are new.
    """
    before = Evidence.objects.count()
    for start in range(0, len(records), batch_size):
        batch = records[start : start + batch_size]
        postings = postings_of({record.person for record in batch})
        rows = [as_evidence(record, postings[record.person]) for record in batch]
        Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    return Evidence.objects.count() - before


def postings_of(people: Iterable[int]) -> Mapping[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.filter(person__in=people):
        found[posting.person_id].append(posting)
    return found


def as_evidence(record: ImportedRecord, postings: Iterable[Posting]) -> Evidence:
    day = record.acquired_on
    held = (p for p in postings if p.valid_from <= day and (not p.valid_to or p.valid_to > day))
    return Evidence(
        person_id=record.person,
        skill_id=record.skill,
        level=record.level,
        kind=Evidence.Kind.IMPORTED,
        source=record.source,
        acquired_on=day,
        expires_on=record.expires_on,
        **place_of(next(held, None)),
    )


def place_of(posting: Posting | None) -> dict[str, Any]:
    if posting is None:
        return {}
    return {
        "agency_id": posting.agency_id,
        "position": posting.position,
        "grade": posting.grade,
    }


def hand_over(old: Certificate, new: Certificate) -> None:
    """What the replaced certificate proved, the one that replaces it proves from the same day."""
    Evidence.objects.filter(certificate=old).update(certificate=new)


def revoke_evidence(certificate: Certificate, *, day: dt.date) -> None:
    """From the day on, what the certificate proved no longer counts."""
    Evidence.objects.filter(certificate=certificate, revoked_on=None).update(revoked_on=day)


def restore_evidence(certificate: Certificate, *, day: dt.date) -> None:
    """What a revocation of the day had ended counts again, the days in between included."""
    Evidence.objects.filter(certificate=certificate, revoked_on=day).update(revoked_on=None)
