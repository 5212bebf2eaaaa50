"""Gathers what a person holds: certificates, records of other systems, and skills."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from certification.facts.codes import format_code
from certification.models import Certificate, CertificateState, Evidence, Record
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from courses.progress import build_way_taken
from people.models import Person
from plan.levels import load_level_names, name_level
from plan.models import Skill


@dataclass(frozen=True)
class TranscriptEntry:
    """A certificate as issued; ``ends_on`` is the first day that no longer counts."""

    facts: dict[str, Any]
    state: CertificateState
    code: str
    spaced_code: str
    completed_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True)
class HeldSkill:
    """A skill at the highest level that counts on the day, and the last day of that level."""

    skill: Skill
    level_name: str
    kind: str
    way_taken: str | None  # of the test behind it, as `AttemptTaken`
    ends_on: dt.date | None


@dataclass(frozen=True)
class Transcript:
    person: Person
    day: dt.date
    entries: tuple[TranscriptEntry, ...]
    records: tuple[Record, ...]
    skills: tuple[HeldSkill, ...]

    @property
    def is_exportable(self) -> bool:
        """Whether a signed file would hold any certificate."""
        return any(
            entry.state in (CertificateState.ISSUED, CertificateState.EXPIRED)
            for entry in self.entries
        )


def build_transcript(person: Person, *, day: dt.date) -> Transcript:
    """Return what the person holds on the day, in four queries."""
    issued = Certificate.objects.sealed().filter(person=person, superseded_at=None)
    rows, distrusted = issued.order_by("-issued_at", "-pk"), find_distrusted_keys()
    records = Record.objects.filter(person=person, withdrawn_at=None).select_related("agency")
    return Transcript(
        person=person,
        day=day,
        entries=tuple(_build_transcript_entry(row, day, distrusted) for row in rows),
        records=tuple(records.order_by("-issued_on", "-pk")),
        skills=tuple(_list_held_skills(person, day)),
    )


def _build_transcript_entry(
    certificate: Certificate, day: dt.date, distrusted: Collection[str]
) -> TranscriptEntry:
    return TranscriptEntry(
        facts=certificate.facts,
        state=get_effective_state(certificate, day, distrusted),
        code=certificate.code,
        spaced_code=format_code(certificate.code),
        completed_on=dt.date.fromisoformat(certificate.facts["completed_on"]),
        ends_on=certificate.expires_on,
    )


def _list_held_skills(person: Person, day: dt.date) -> list[HeldSkill]:
    valid = Evidence.objects.filter(person=person).counted().valid(day)
    valid = valid.annotate(way_taken=build_way_taken("certificate__enrolment"))
    best: dict[int, Evidence] = {}
    for row in valid.select_related("skill__framework").order_by("skill__code"):
        known = best.get(row.skill_id)
        if known is None or _rank_evidence(row) > _rank_evidence(known):
            best[row.skill_id] = row
    names = load_level_names()
    return [
        HeldSkill(
            skill=row.skill,
            level_name=name_level(names, row.skill, row.level),
            kind=row.get_kind_display(),
            way_taken=row.way_taken,  # type: ignore[attr-defined]
            ends_on=row.expires_on,
        )
        for row in best.values()
    ]


def _rank_evidence(row: Evidence) -> tuple[int, dt.date]:
    """Return a sort key: the higher level wins, then the later end."""
    return row.level, row.expires_on or dt.date.max
