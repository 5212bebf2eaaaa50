"""Derives the spells of one person from the facts: pure, without the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from certification.models import Evidence
from plan.models import Measure
from reporting.models import Spell

# Weakest first: of proofs of one level the strongest says what a figure consists of.
_STRENGTH: dict[str, int] = {kind: rank for rank, kind in enumerate(reversed(Evidence.COUNTED))}


class PostingFact(NamedTuple):
    """Where a person serves from a day until the day before ``end``."""

    agency_id: int
    start: dt.date
    end: dt.date | None


class EvidenceFact(NamedTuple):
    """What proves a skill of a person, and where it was learnt."""

    skill_key: int
    level: int
    kind: str
    acquired_on: dt.date
    expires_on: dt.date | None
    revoked_on: dt.date | None
    agency_id: int | None

    @property
    def held_until(self) -> dt.date | None:
        ends = [day for day in (self.expires_on, self.revoked_on) if day]
        return min(ends) if ends else None


@dataclass(frozen=True)
class PersonFacts:
    """All that figures count of one person."""

    is_active: bool = True
    postings: list[PostingFact] = field(default_factory=list)
    evidence: list[EvidenceFact] = field(default_factory=list)


class SpellFact(NamedTuple):
    """What a spell says, beside whose it is."""

    agency_id: int
    skill_key: int
    measure: str
    level: int
    kind: str
    starts_on: dt.date
    ends_on: dt.date | None


def derive_spells(facts: PersonFacts) -> list[SpellFact]:
    """Return the person's spells: of serving, of each skill held, and of each completion."""
    spells = [_build_completion(one) for one in facts.evidence if _is_completion(one)]
    # Figures do not count people whose account is closed; what was trained stays trained.
    if facts.is_active and facts.postings:
        always = EvidenceFact(Spell.HEADCOUNT, 0, "", dt.date.min, None, None, None)
        spells += _derive_held(facts.postings, [always])
        for proofs in _group_proofs(facts.evidence).values():
            spells += _derive_held(facts.postings, proofs)
    return spells


def _is_completion(one: EvidenceFact) -> bool:
    is_counted = one.kind in Evidence.COMPLETIONS and one.agency_id is not None
    return is_counted and (one.revoked_on is None or one.revoked_on > one.acquired_on)


def _build_completion(one: EvidenceFact) -> SpellFact:
    assert one.agency_id is not None  # noqa: S101 – asked by `_is_completion`
    # Expiry does not matter: who was trained stays trained.
    times = (one.acquired_on, one.revoked_on)
    return SpellFact(one.agency_id, one.skill_key, Measure.TRAINED, one.level, one.kind, *times)


def _group_proofs(evidence: Iterable[EvidenceFact]) -> dict[int, list[EvidenceFact]]:
    found = defaultdict(list)
    for one in evidence:
        if one.kind in _STRENGTH:
            found[one.skill_key].append(one)
    return found


def _derive_held(
    postings: Sequence[PostingFact], proofs: Sequence[EvidenceFact]
) -> Iterator[SpellFact]:
    """Yield a spell for each time without a change of agency, level or kind."""
    last: SpellFact | None = None
    for start, end in _split_time(postings, proofs):
        spell = _find_spell(postings, proofs, start, end)
        if last and spell and last[:5] == spell[:5] and last.ends_on == start:
            last = last._replace(ends_on=end)
            continue
        if last:
            yield last
        last = spell
    if last:
        yield last


def _split_time(
    postings: Sequence[PostingFact], proofs: Sequence[EvidenceFact]
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Yield the times between any two days on which something begins or ends."""
    days = {one.start for one in postings} | {one.acquired_on for one in proofs}
    ends = [one.end for one in postings] + [one.held_until for one in proofs]
    ordered: list[dt.date | None] = [*sorted(days | {day for day in ends if day}), None]
    for start, end in pairwise(ordered):
        assert start is not None  # noqa: S101 – only the last one is
        yield start, end


def _find_spell(
    postings: Sequence[PostingFact],
    proofs: Sequence[EvidenceFact],
    start: dt.date,
    end: dt.date | None,
) -> SpellFact | None:
    """Return what holds from start to end, in which nothing changes; None where nothing does."""
    there = [one for one in postings if _covers(one.start, one.end, start)]
    valid = [one for one in proofs if _covers(one.acquired_on, one.held_until, start)]
    if not there or not valid:
        return None
    best = max(valid, key=lambda one: (one.level, _STRENGTH.get(one.kind, 0)))
    # Postings of a person do not overlap: the database sees to it.
    skill = (best.skill_key, Measure.HELD, best.level, best.kind)
    return SpellFact(there[0].agency_id, *skill, start, end)


def _covers(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or day < end)
