"""Writes imported rows: new ones are added, changed ones updated, none is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from plan.importing.tables import ImportReport, TableLine, collect_problems


@dataclass(frozen=True)
class DesiredRow:
    """A row as it should be: found by its key, else made."""

    model: type[models.Model]
    key: dict[str, Any]
    values: dict[str, Any]


def write_rows(lines: Iterable[TableLine], rows: Iterable[DesiredRow]) -> ImportReport:
    """Write the rows, or nothing when a line has a problem."""
    rows, problems = list(rows), collect_problems(lines)
    if problems:
        return ImportReport(problems=problems)
    with transaction.atomic():
        return sum(map(write_row, rows), ImportReport())


def write_row(row: DesiredRow) -> ImportReport:
    found = row.model._default_manager.filter(**row.key).first()
    if found is None:
        row.model._default_manager.create(**row.key, **row.values)
        return ImportReport(created=1)
    if all(getattr(found, name) == value for name, value in row.values.items()):
        return ImportReport(unchanged=1)
    for name, value in row.values.items():
        setattr(found, name, value)
    found.save(update_fields=list(row.values))
    return ImportReport(updated=1)
