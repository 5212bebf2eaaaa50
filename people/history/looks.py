"""Keeps who read whose data: once for each viewer, person and day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from people.models import Look, Person

# Many keys are one value: as values of their own they took longer than writing a file of people.
_AMONG_KEYS = {
    "postgresql": "person_id = ANY(%s)",
    "sqlite": "person_id IN (SELECT value FROM json_each(%s))",
}
_LIST_KEYS = {"postgresql": "unnest(%s) AS value", "sqlite": "json_each(%s) WHERE true"}
# Conflicts: two requests of one viewer may both find nothing noted.
_ADD_LOOKS = """
    INSERT INTO people_look (viewer_id, person_id, day) SELECT %s, value, %s FROM {keys}
    ON CONFLICT DO NOTHING
"""
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
    if keys and (new := _leave_known(viewer, keys, today)):
        with connection.cursor() as cursor:
            statement = _ADD_LOOKS.format(keys=_LIST_KEYS[connection.vendor])
            cursor.execute(statement, [viewer.pk, today, _pack_keys(new)])


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
    looks = Look.objects.filter(viewer=viewer, day=day)
    among = _AMONG_KEYS[connection.vendor]
    known = looks.extra(where=[among], params=[_pack_keys(keys)])  # noqa: S610 – our own words
    seen = set(known.values_list("person_id", flat=True))
    return [key for key in keys if key not in seen]


def _pack_keys(keys: list[int]) -> Any:
    return keys if connection.vendor == "postgresql" else json.dumps(keys)
