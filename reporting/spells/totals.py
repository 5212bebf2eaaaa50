"""Keeps the totals of tallies on a day; the only writer of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from django.db.models import Count, Sum

from reporting.copying import copy_rows, write_values
from reporting.models import Spell, Tally, TallyTotal
from reporting.spells.derive import SpellFact
from reporting.spells.lock import sole_writer

_ADD = """
    INSERT INTO reporting_tallytotal
        (tally_id, skill_key, measure, level, kind, before_month, on_day)
    VALUES {values}
    ON CONFLICT (tally_id, skill_key, measure, level, kind)
    DO UPDATE SET before_month = reporting_tallytotal.before_month + excluded.before_month,
        on_day = reporting_tallytotal.on_day + excluded.on_day
"""


class TotalKey(NamedTuple):
    """What is counted in one total."""

    skill_key: int
    measure: str
    level: int
    kind: str

    @classmethod
    def of(cls, fact: SpellFact) -> Self:
        return cls(fact.skill_key, fact.measure, fact.level, fact.kind)


class Totals(NamedTuple):
    """How many there were before the month of a day, and how many are there on the day."""

    before_month: Counter[TotalKey]
    on_day: Counter[TotalKey]


Change = tuple[TotalKey, dt.date]  # what changes, and on which day


def add_to_totals(changes: Mapping[int, Counter[Change]]) -> None:
    """Add changes by tally, each to the totals of days that it comes before."""
    rows = []
    for tally, day in Tally.objects.filter(pk__in=changes).values_list("pk", "day"):
        before, on_day = _add_until(day, changes[tally])
        rows += [(tally, *key, before[key], on_day[key]) for key in {*before, *on_day}]
    # In one order, by which two writers never wait for each other.
    write_values(_ADD, sorted(rows))


def _add_until(day: dt.date, changes: Counter[Change]) -> Totals:
    found = Totals(Counter(), Counter())
    for (key, changed_on), count in changes.items():
        if changed_on < day.replace(day=1):
            found.before_month[key] += count
        if changed_on <= day:
            found.on_day[key] += count
    return found


def move_totals(day: dt.date) -> None:
    """Make all totals those of the day: figures of days near it are the quickest."""
    with sole_writer() as is_ours:
        # All at once: a reader reads those of one day.
        for tally in Tally.objects.exclude(day=day) if is_ours else ():
            tally.day = day
            tally.save(update_fields=["day"])
            tally.totals.all()._raw_delete("default")
            write_totals(tally)


def write_totals(tally: Tally) -> None:
    """Write the totals of a tally that has none, from its months."""
    before, on_day = sum_totals(tally)
    names = ("tally_id", *TotalKey._fields, *Totals._fields)
    rows = ((tally.pk, *key, before[key], on_day[key]) for key in {*before, *on_day})
    copy_rows(TallyTotal, names, rows)


def sum_totals(tally: Tally) -> Totals:
    """Return what the totals must be: of months, and of what the days of the last one changed."""
    month = tally.day.replace(day=1)
    cells = tally.cells.filter(month__lt=month).order_by().values_list(*TotalKey._fields)
    before = _count_keys(cells.annotate(n=Sum("change")))
    on_day = Counter(before)
    for field, sign in (("starts_on", 1), ("ends_on", -1)):
        spells = Spell.objects.filter(agency__tallies__tally=tally)
        spells = spells.filter(**{f"{field}__range": (month, tally.day)}).order_by()
        rows = spells.values_list(*TotalKey._fields).annotate(n=Count("pk"))
        for key, count in _count_keys(rows).items():
            on_day[key] += sign * count
    return Totals(before, on_day)


def totals_differ(tally: Tally) -> bool:
    """Return whether stored totals are not what they must be."""
    stored: dict[TotalKey, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for *key, before_month, on_day in tally.totals.values_list(*TotalKey._fields, *Totals._fields):
        stored[TotalKey(*key)] = (before_month, on_day)
    before, now = sum_totals(tally)
    keys = {*stored, *before, *now}
    return any(stored[key] != (before[key], now[key]) for key in keys)


def _count_keys(rows: Iterable[tuple]) -> Counter[TotalKey]:
    return Counter({TotalKey(*key): count for *key, count in rows})
