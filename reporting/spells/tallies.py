"""Adds up the spells of large units by month; the only writer of tallies and their cells."""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from people.models import Agency, Posting, list_line_paths
from reporting.copying import copy_rows, write_values
from reporting.models import Spell, Tally, TallyAgency, TallyCell, TallyTotal
from reporting.spells.derive import SpellFact
from reporting.spells.lock import sole_writer
from reporting.spells.totals import Change, TotalKey, add_to_totals, move_totals, write_totals

# Below these a unit's spells are counted as fast as cells are added up (`make bench`).
FEWEST_AGENCIES, _FEWEST_PEOPLE = 16, 500
_ADD = """
    INSERT INTO reporting_tallycell (tally_id, skill_key, measure, level, kind, month, change)
    VALUES {values}
    ON CONFLICT (tally_id, skill_key, measure, level, kind, month)
    DO UPDATE SET change = reporting_tallycell.change + excluded.change
"""


class CellKey(NamedTuple):
    """What is added up in one number of a tally."""

    skill_key: int
    measure: str
    level: int
    kind: str
    month: dt.date


@lru_cache(maxsize=64)
def digest_agencies(agencies: frozenset[int]) -> str:
    """Return what is the same for the same agencies, asked for each figure of large units."""
    return hashlib.sha256(array("q", sorted(agencies)).tobytes()).hexdigest()


def add_to_tallies(changes: Mapping[SpellFact, int]) -> None:
    """Add spells that came, and take away those that went, wherever their agency is added up."""
    by_agency: dict[int, Counter[Change]] = defaultdict(Counter)
    for fact, count in changes.items():
        for day, sign in ((fact.starts_on, 1), (fact.ends_on, -1)):
            if day:
                by_agency[fact.agency_id][TotalKey.of(fact), day] += sign * count
    by_tally: dict[int, Counter[Change]] = defaultdict(Counter)
    members = TallyAgency.objects.filter(agency__in=by_agency)
    for tally, agency in members.values_list("tally_id", "agency_id"):
        for change, count in by_agency[agency].items():
            by_tally[tally][change] += count
    _add_to_cells(by_tally)
    add_to_totals(by_tally)


def _add_to_cells(by_tally: Mapping[int, Counter[Change]]) -> None:
    cells: Counter[tuple[int, CellKey]] = Counter()
    for tally, changes in by_tally.items():
        for (key, day), count in changes.items():
            cells[tally, CellKey(*key, day.replace(day=1))] += count
    # In one order, by which two writers never wait for each other.
    rows = sorted((tally, *key, change) for (tally, key), change in cells.items() if change)
    write_values(_ADD, rows)


def refresh_tallies() -> int:
    """Add up anew each large unit whose agencies changed, and drop the others; return how many.

    Until then figures add and take away the agencies that came and went.
    """
    move_totals(timezone.localdate())
    wanted = {unit: digest_agencies(frozenset(ids)) for unit, ids in _list_large_units().items()}
    known = dict(Tally.objects.values_list("unit_id", "digest"))
    changed = [unit for unit in {*wanted, *known} if wanted.get(unit) != known.get(unit)]
    for unit in changed:
        # Each in a transaction of its own, so that SQLite lets others write between.
        with sole_writer() as is_ours:
            if is_ours:
                _replace_tally(unit, _list_large_units().get(unit, ()))
    return len(changed)


def drop_tally(unit_id: int) -> None:
    """Forget the sums of a unit; figures count its spells until they are added up again."""
    for rows in (TallyCell.objects, TallyTotal.objects):
        rows.filter(tally__unit=unit_id)._raw_delete("default")
    Tally.objects.filter(unit=unit_id).delete()


def _replace_tally(unit_id: int, agencies: Collection[int]) -> None:
    drop_tally(unit_id)
    if not agencies:
        return
    digest, today = digest_agencies(frozenset(agencies)), timezone.localdate()
    tally = Tally.objects.create(unit_id=unit_id, digest=digest, day=today)
    copy_rows(TallyAgency, ("tally_id", "agency_id"), ((tally.pk, pk) for pk in agencies))
    cells = ((tally.pk, *key, n) for key, n in sum_months(tally).items() if n)
    copy_rows(TallyCell, ("tally_id", *CellKey._fields, "change"), cells)
    write_totals(tally)


def sum_months(tally: Tally) -> Counter[CellKey]:
    """Return what the cells of the tally must be, from the spells of its agencies."""
    cells: Counter[CellKey] = Counter()
    for field, sign in (("starts_on", 1), ("ends_on", -1)):
        spells = Spell.objects.filter(agency__tallies__tally=tally).exclude(**{field: None})
        rows = spells.annotate(month=TruncMonth(field)).order_by().values_list(*CellKey._fields)
        for *key, count in rows.annotate(n=Count("pk")):
            cells[CellKey(*key)] += sign * count
    return cells


def _list_large_units() -> dict[int, list[int]]:
    """Return the units with many agencies and people today, with the ids of their agencies."""
    paths = dict(Agency.objects.order_by().values_list("path", "pk"))
    postings = Posting.objects.on(timezone.localdate()).order_by()
    people = dict(postings.values_list("agency_id").annotate(n=Count("pk")))
    under: dict[int, list[int]] = defaultdict(list)
    serving: Counter[int] = Counter()
    for path, pk in paths.items():
        for unit in (paths[above] for above in list_line_paths(path)):
            under[unit].append(pk)
            serving[unit] += people.get(pk, 0)
    return {unit: ids for unit, ids in under.items() if _is_large(ids, serving[unit])}


def _is_large(agencies: Collection[int], people: int) -> bool:
    return len(agencies) >= FEWEST_AGENCIES and people >= _FEWEST_PEOPLE
