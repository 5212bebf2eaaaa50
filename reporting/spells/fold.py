"""Derives the spells of people whose facts changed; with its sums the only writer of spells."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import connection

from certification.models import Evidence
from people.models import Person, Posting
from reporting.copying import copy_rows
from reporting.models import Spell, StalePerson
from reporting.spells.derive import (
    EvidenceFact,
    PersonFacts,
    PostingFact,
    SpellFact,
    derive_spells,
)
from reporting.spells.lock import sole_writer
from reporting.spells.tallies import add_to_tallies

_Found = tuple[int, SpellFact]  # a person's id, and what a spell of theirs says
# Rows of stale persons at once. SQLite has one writer, who must not make others wait.
_AT_ONCE = {"postgresql": 10_000, "sqlite": 500}
_ROWS_A_PERSON = 20  # of those at once, on average
_SPELL_FIELDS = SpellFact._fields
_ROW_FIELDS = ("person_id", *_SPELL_FIELDS)


def fold_all(*, seconds: float = 120) -> int:
    """Fold until nobody is stale, or for so many seconds; return how many rows were folded."""
    until, folded = time.monotonic() + seconds, 0
    while (some := fold_some()) and time.monotonic() < until:
        folded += some
    return folded + some


def fold_some() -> int:
    """Derive the spells of some stale persons; return of how many rows, 0 where nobody is.

    One transaction: who kills it loses nothing, and doing it twice changes nothing.
    """
    with sole_writer() as is_ours:
        if not is_ours:
            return 0
        people, rows = _pick_stale(_AT_ONCE[connection.vendor])
        # Facts are read after the rows: one that is committed later has a row that was not seen,
        # stays, and keeps its person stale.
        _write_differences(people)
        StalePerson.objects.filter(pk__in=rows).delete()
    return len(rows)


def _pick_stale(limit: int) -> tuple[set[int], list[int]]:
    """Return the people of the oldest rows, and all rows of theirs: each is derived once."""
    oldest = StalePerson.objects.order_by("pk").values_list("person_id", flat=True)
    people = set(oldest[:limit])
    rows = StalePerson.objects.filter(person__in=people).order_by("pk")
    # What is left over of very many stays for the next time: SQLite takes so many values.
    return people, list(rows.values_list("pk", flat=True)[: limit * _ROWS_A_PERSON])


def _write_differences(people: set[int]) -> None:
    wanted = Counter(_derive_all(people))
    stored = read_spells(people)
    gone = {found: pks[wanted[found] :] for found, pks in stored.items()}
    new = [
        (person, fact)
        for (person, fact), count in wanted.items()
        for _ in range(count - len(stored.get((person, fact), ())))
    ]
    Spell.objects.filter(pk__in=[pk for pks in gone.values() for pk in pks]).delete()
    copy_rows(Spell, _ROW_FIELDS, ((person, *fact) for person, fact in new))
    changes = Counter(fact for _person, fact in new)
    for (_person, fact), pks in gone.items():
        changes[fact] -= len(pks)
    add_to_tallies(changes)


def _derive_all(people: Collection[int]) -> Iterator[_Found]:
    for person, facts in read_facts(people).items():
        for fact in derive_spells(facts):
            yield person, fact


def read_facts(people: Collection[int]) -> dict[int, PersonFacts]:
    """Return the facts of people who are there: three queries."""
    known = Person.objects.filter(pk__in=people).values_list("pk", "is_active")
    found = {pk: PersonFacts(is_active) for pk, is_active in known}
    postings = Posting.objects.filter(person__in=people).order_by()
    for pk, *fields in postings.values_list("person_id", *_POSTING_FIELDS):
        found[pk].postings.append(PostingFact(*fields))
    evidence = Evidence.objects.counted().filter(person__in=people).order_by()
    for pk, *fields in evidence.values_list("person_id", *_EVIDENCE_FIELDS):
        found[pk].evidence.append(EvidenceFact(*fields))
    return found


_POSTING_FIELDS = ("agency_id", "valid_from", "valid_to")
_EVIDENCE_FIELDS = (
    *("skill_id", "level", "kind"),
    *("acquired_on", "expires_on", "revoked_on", "agency_id"),
)


def read_spells(people: Iterable[int]) -> dict[_Found, list[int]]:
    """Return the ids of stored spells by what they say, which several completions may."""
    stored: dict[_Found, list[int]] = defaultdict(list)
    rows = Spell.objects.filter(person__in=people).order_by()
    for pk, person, *fields in rows.values_list("pk", "person_id", *_SPELL_FIELDS):
        stored[person, SpellFact(*fields)].append(pk)
    return stored
