"""Writes imported rows: new ones are added, changed ones updated, none is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from plan.importing.tables import Line, Report, problems_of


@dataclass(frozen=True)
class Wanted:
    """A row as it should be: found by its key, else made."""

    model: type[models.Model]
    key: dict[str, Any]
    values: dict[str, Any]


def write_all(lines: Iterable[Line], rows: Iterable[Wanted]) -> Report:
    """Write the rows, or nothing when a line has a problem."""
    rows, problems = list(rows), problems_of(lines)
    if problems:
        return Report(problems=problems)
    with transaction.atomic():
        return sum(map(write, rows), Report())


def write(row: Wanted) -> Report:
    found = row.model._default_manager.filter(**row.key).first()
    if found is None:
        row.model._default_manager.create(**row.key, **row.values)
        return Report(created=1)
    if all(getattr(found, name) == value for name, value in row.values.items()):
        return Report(unchanged=1)
    for name, value in row.values.items():
        setattr(found, name, value)
    found.save(update_fields=list(row.values))
    return Report(updated=1)
