"""Keeps who read whose data: once for each viewer, person and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from people.models import Look, Person

_BATCH_SIZE = 500  # values in one statement; databases limit its parameters
_TOLD_FOR = dt.timedelta(days=365)


@dataclass
class Viewer:
    """Somebody who looked at a person's data, on which days, the last one first."""

    person: Person
    days: list[dt.date] = field(default_factory=list)


def record_looks(viewer: Person, people: Iterable[int]) -> None:
    """Note that somebody read the data of people, by their keys; nobody looks at themselves."""
    today, keys = timezone.localdate(), sorted({*people} - {viewer.pk})
    # Asked first: whoever looks again on a day writes nothing, and waits for no other writer.
    new = [key for piece in _split_keys(keys) for key in _leave_known(viewer, piece, today)]
    if not new:
        return
    looks = (Look(viewer=viewer, person_id=key, day=today) for key in new)
    # Conflicts: two requests of one viewer may both find nothing noted.
    Look.objects.bulk_create(looks, _BATCH_SIZE, ignore_conflicts=True)


def list_viewers(person: Person) -> list[Viewer]:
    """Return who looked at the person's data within a year, whoever looked last first."""
    since = timezone.localdate() - _TOLD_FOR
    looks = Look.objects.filter(person=person, day__gte=since).order_by("-day", "-pk")
    viewers: dict[int, Viewer] = {}
    # A viewer whose row is gone is nobody whom one could name.
    known = Person.objects.in_bulk({look.viewer_id for look in looks})
    for look in looks:
        if viewer := known.get(look.viewer_id):
            viewers.setdefault(viewer.pk, Viewer(viewer)).days.append(look.day)
    return list(viewers.values())


def _leave_known(viewer: Person, keys: list[int], day: dt.date) -> list[int]:
    known = Look.objects.filter(viewer=viewer, person__in=keys, day=day)
    seen = set(known.values_list("person_id", flat=True))
    return [key for key in keys if key not in seen]


def _split_keys(keys: list[int]) -> Iterator[list[int]]:
    return (keys[at : at + _BATCH_SIZE] for at in range(0, len(keys), _BATCH_SIZE))
