"""Counts spells and their sums again from the facts, and says where they differ."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.models import Person
from reporting.models import RecountResult, Spell, StalePerson, Tally
from reporting.spells.derive import derive_spells
from reporting.spells.fold import fold_all, read_facts, read_spells
from reporting.spells.lock import sole_writer
from reporting.spells.tallies import (
    CellKey,
    digest_agencies,
    drop_tally,
    refresh_tallies,
    sum_months,
)
from reporting.spells.totals import totals_differ

logger = logging.getLogger(__name__)
_PEOPLE_AT_ONCE = 1_000


@dataclass(frozen=True)
class Recount:
    """The people and the units whose stored rows are not what their facts say."""

    people: tuple[int, ...]
    units: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        return not (self.people or self.units)


def recount_figures(*, mend: bool = False) -> Recount:
    """Compare all spells and sums with the facts; a difference is an alarm, mended if asked to.

    What is mended is counted once more: the alarm ends when nothing differs.
    """
    found = _recount()
    if mend and not found.is_right:
        _mend(found)
        _recount()
    return found


def find_figure_problems() -> list[str]:
    """Return a sentence where the last recount found figures that differ from the facts."""
    last = RecountResult.objects.first()
    if last is None or last.is_right:
        return []
    return [f"{last.people} people and {last.units} units differ from the facts since {last.at}"]


def _recount() -> Recount:
    found = Recount(tuple(_find_wrong_people()), tuple(_find_wrong_units()))
    if not found.is_right:
        logger.error(
            "Figures differ from the facts: %s people, units %s",
            len(found.people),
            list(found.units),
        )
    result = {"at": timezone.now(), "people": len(found.people), "units": len(found.units)}
    RecountResult.objects.update_or_create(pk=RecountResult.ONLY, defaults=result)
    return found


def _find_wrong_people() -> Iterator[int]:
    last = 0
    while people := list(_list_people_after(last)):
        last = people[-1]
        with sole_writer(waits=True):
            facts, stored = read_facts(people), read_spells(people)
            # Read last: whoever changed while the facts were read is stale by now.
            stale = StalePerson.objects.filter(person__gt=people[0] - 1, person__lte=last)
            left = set(people).difference(stale.values_list("person_id", flat=True))
        kept = Counter({found: len(pks) for found, pks in stored.items()})
        kept.subtract((pk, fact) for pk in people for fact in derive_spells(facts[pk]))
        yield from sorted({pk for (pk, _fact), count in kept.items() if count} & left)
    yield from _find_spells_of_nobody()


def _find_spells_of_nobody() -> list[int]:
    there = Person.objects.filter(pk=OuterRef("person_id"))
    stale = StalePerson.objects.filter(person=OuterRef("person_id"))
    found = Spell.objects.filter(~Exists(there), ~Exists(stale)).order_by("person_id")
    return list(found.values_list("person_id", flat=True).distinct())


def _list_people_after(last: int) -> Iterator[int]:
    people = Person.objects.filter(pk__gt=last).order_by("pk")
    yield from people.values_list("pk", flat=True)[:_PEOPLE_AT_ONCE]


def _find_wrong_units() -> Iterator[int]:
    for tally in Tally.objects.order_by("unit"):
        with sole_writer(waits=True):
            if _sums_differ(tally) or totals_differ(tally):
                yield tally.unit_id


def _sums_differ(tally: Tally) -> bool:
    # Readers know by the digest of which agencies the sums are: it must be of those added up.
    added_up = frozenset(tally.agencies.values_list("agency_id", flat=True))
    if tally.digest != digest_agencies(added_up):
        return True
    rows = tally.cells.values_list(*CellKey._fields, "change")
    cells = Counter({CellKey(*key): change for *key, change in rows})
    return sum_months(tally) != cells


def _mend(found: Recount) -> None:
    StalePerson.objects.bulk_create(StalePerson(person_id=pk) for pk in found.people)
    fold_all()
    # A fold takes from sums what it takes from spells, and those were not the ones added up.
    wrong = Tally.objects.all() if found.people else Tally.objects.filter(unit__in=found.units)
    for unit in list(wrong.values_list("unit_id", flat=True)):
        with sole_writer(waits=True):
            drop_tally(unit)
    refresh_tallies()
