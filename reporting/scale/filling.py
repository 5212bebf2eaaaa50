"""Writes a nation of so many people: units and targets by the importers, people in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from django.db import connection, transaction
from django.utils import timezone

from certification.models import Evidence
from people.agencies import import_agencies
from people.models import Agency, Person, Posting, Role
from people.queue import paused
from plan.importing import import_digcomp, import_plan, import_targets
from plan.models import Skill
from reporting.copying import copy_rows
from reporting.scale.records import (
    DEMO_FOLDER,
    REFERENCE_FOLDER,
    Ground,
    ProofRow,
    invent_evidence,
    invent_people,
    invent_postings,
)
from reporting.scale.units import lay_out_units, write_targets, write_units

_AT_ONCE = 5_000  # people in one transaction
_ROWS_AT_ONCE = 2_000  # rows in one statement


class AlreadyFilled(Exception):
    """Somebody serves in this database: what is made to measure does not go beside it."""


def fill_nation(people: int, tell: Callable[[str], object]) -> None:
    """Fill the database, and tell how far it is. Raise `AlreadyFilled`."""
    if Posting.objects.exists():
        raise AlreadyFilled
    started = monotonic()
    with paused():
        ground = _fill_ground(people)
        for done in _fill_people(ground, people):
            tell(f"{done:,} people ({monotonic() - started:.0f} s)")
    # Without it the planner knows nothing of so many rows until the database looks by itself.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill_ground(people: int) -> Ground:
    units = lay_out_units(people)
    import_agencies(write_units(units))
    import_digcomp(REFERENCE_FOLDER)
    import_plan(DEMO_FOLDER / "plan.csv")
    codes = Skill.objects.offered().values_list("code", flat=True)
    import_targets(write_targets(units, codes))
    offices = Agency.objects.filter(code__in=[one.code for one in units if one.is_office])
    return Ground.read(list(offices), timezone.localdate())


def _fill_people(ground: Ground, count: int) -> Iterator[int]:
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        with transaction.atomic():
            people = Person.objects.bulk_create(invent_people(ground, numbers), _ROWS_AT_ONCE)
            postings = invent_postings(ground, people, first)
            Posting.objects.bulk_create(postings, _ROWS_AT_ONCE)
            copy_rows(Evidence, ProofRow._fields, invent_evidence(ground, postings))
            if not first:
                _give_roles(people)
        yield numbers.stop


def _give_roles(people: list[Person]) -> None:
    """Make the first people the secretariat, and HR of the nation, a ministry and an office."""
    units = [Agency.objects.filter(depth=depth).first() for depth in (1, 1, 2, 4)]
    kinds = (Role.Kind.SECRETARIAT, Role.Kind.HR, Role.Kind.HR, Role.Kind.HR)
    Role.objects.bulk_create(
        Role(person=person, agency=unit, kind=kind)
        for person, unit, kind in zip(people, units, kinds, strict=False)
        if unit
    )
