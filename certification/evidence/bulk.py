"""Writes evidence of many imported records at once, in few statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from certification.evidence.recording import InvalidEvidencePeriod, UnknownLevel, posting_fields
from certification.models import Evidence
from people.models import Posting
from plan.models import Skill


@dataclass(frozen=True)
class ImportedRecord:
    """One line of an imported record; ``person``, ``skill``, ``record`` are primary keys."""

    person: int
    skill: int
    level: int
    acquired_on: dt.date
    source: str
    expires_on: dt.date | None = None
    record: int | None = None

    def __post_init__(self) -> None:
        if self.expires_on and self.expires_on <= self.acquired_on:
            raise InvalidEvidencePeriod(f"{self.expires_on} is not after {self.acquired_on}")


def bulk_record_imported(records: Sequence[ImportedRecord], *, batch_size: int = 500) -> int:
    """How many of the records are new; those already there are left alone.

    Raises LevelUnknown before anything is written.
    """
    _require_known_levels(records)
    starts = range(0, len(records), batch_size)
    return sum(_create_missing(records[start : start + batch_size]) for start in starts)


def _create_missing(records: Sequence[ImportedRecord]) -> int:
    people = {record.person for record in records}
    theirs, postings = Evidence.objects.filter(person__in=people), _group_postings(people)
    before = theirs.count()
    rows = [_to_evidence(record, postings[record.person]) for record in records]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    return theirs.count() - before


def _group_postings(people: Iterable[int]) -> Mapping[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.filter(person__in=people):
        found[posting.person_id].append(posting)
    return found


def _to_evidence(record: ImportedRecord, postings: Iterable[Posting]) -> Evidence:
    day = record.acquired_on
    held = (p for p in postings if p.valid_from <= day and (not p.valid_to or p.valid_to > day))
    return Evidence(
        person_id=record.person,
        skill_id=record.skill,
        level=record.level,
        kind=Evidence.Kind.IMPORTED,
        source=record.source,
        record_id=record.record,
        acquired_on=day,
        expires_on=record.expires_on,
        **posting_fields(next(held, None)),
    )


def _require_known_levels(records: Sequence[ImportedRecord]) -> None:
    """Raise LevelUnknown unless the frameworks have every level."""
    wanted = {(record.skill, record.level) for record in records}
    skills = Skill.objects.filter(pk__in={skill for skill, _level in wanted})
    unknown = wanted - set(skills.values_list("pk", "framework__levels__number"))
    if unknown:
        raise UnknownLevel(", ".join(f"{skill}: {level}" for skill, level in sorted(unknown)))
