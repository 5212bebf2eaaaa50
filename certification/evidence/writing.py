"""Writes rows of evidence, one or many alike: checks dates and levels, finds the day's posting."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from certification.models import Evidence
from people.models import Posting
from plan.models import Skill


class InvalidEvidencePeriod(ValueError):
    """The evidence would end before it begins, or begin in the future."""


class UnknownLevel(ValueError):
    """The framework of the skill has no such level."""


@dataclass(frozen=True)
class EvidenceEntry:
    """A row to write; ``person``, ``skill``, ``record`` and ``recorded_by`` are primary keys."""

    kind: str
    person: int
    skill: int
    level: int
    acquired_on: dt.date
    source: str = ""
    expires_on: dt.date | None = None
    record: int | None = None
    recorded_by: int | None = None

    def identity(self) -> dict[str, Any]:
        """Return the fields that a second writing of the same evidence has in common."""
        names = ("kind", "person", "skill", "level", "acquired_on", "source")
        return {name: value for name, value in asdict(self).items() if name in names}


def write_entry(entry: EvidenceEntry) -> Evidence:
    """Return the row of the entry, written unless it exists already.

    Raises InvalidEvidencePeriod and UnknownLevel.
    """
    write_entries([entry])
    return Evidence.objects.get(certificate=None, **entry.identity())


def write_entries(entries: Sequence[EvidenceEntry], *, batch_size: int = 500) -> None:
    """Write the entries that do not exist yet, in few statements.

    Raises InvalidEvidencePeriod and UnknownLevel before anything is written.
    """
    _require_valid_periods(entries)
    _require_known_levels(entries)
    for start in range(0, len(entries), batch_size):
        some = entries[start : start + batch_size]
        postings = _group_postings({entry.person for entry in some})
        rows = [_to_evidence(entry, postings[entry.person]) for entry in some]
        # The unique constraint decides what exists already, also for two writers at once. SQLite
        # ignores violated checks too, which is why periods are checked above.
        Evidence.objects.bulk_create(rows, ignore_conflicts=True)


def _require_valid_periods(entries: Iterable[EvidenceEntry]) -> None:
    today = timezone.localdate()
    for entry in entries:
        starts, ends = entry.acquired_on, entry.expires_on
        if starts > today or (ends and ends <= starts):
            raise InvalidEvidencePeriod(f"from {starts} to {ends}")


def _require_known_levels(entries: Iterable[EvidenceEntry]) -> None:
    wanted = {(entry.skill, entry.level) for entry in entries}
    skills = Skill.objects.filter(pk__in={skill for skill, _level in wanted})
    unknown = wanted - set(skills.values_list("pk", "framework__levels__number"))
    if unknown:
        raise UnknownLevel(", ".join(f"{skill}: {level}" for skill, level in sorted(unknown)))


def _group_postings(people: Iterable[int]) -> Mapping[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.filter(person__in=people):
        found[posting.person_id].append(posting)
    return found


def _to_evidence(entry: EvidenceEntry, postings: Iterable[Posting]) -> Evidence:
    fields = asdict(entry)
    for name in ("person", "skill", "record", "recorded_by"):
        fields[f"{name}_id"] = fields.pop(name)
    return Evidence(**fields, **_posting_fields(postings, entry.acquired_on))


def _posting_fields(postings: Iterable[Posting], day: dt.date) -> dict[str, Any]:
    # The rule of ``Posting.objects.on(day)`` once more, for rows that are in memory already.
    held = (p for p in postings if p.valid_from <= day and (not p.valid_to or p.valid_to > day))
    posting = next(held, None)
    names = ("agency_id", "position", "grade")
    return {name: getattr(posting, name) for name in names} if posting else {}
