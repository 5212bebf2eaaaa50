"""Writes imported rows in bulk: new ones are added, changed ones updated, none is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from people.imports import ImportReport
from people.imports.lines import TableLine, collect_notes, collect_problems
from people.imports.planning import GroundedPlan, insert_rows, update_rows
from plan.models import DatedModel
from plan.past import keep_past

# Rows in one statement; databases limit its parameters.
_BATCH_SIZE = 500
_Values = tuple[Any, ...]


@dataclass(frozen=True)
class DesiredRow:
    """A row as it should be: found by its key, else made. A key holds no null.

    ``line`` is where the file says so.
    """

    model: type[models.Model]
    key: Mapping[str, Any]
    values: Mapping[str, Any]
    line: int = 0

    def __str__(self) -> str:
        """Return what the row is called, after its code, if it has one."""
        row = self.model(**self.key, **self.values)
        return " · ".join(filter(None, (getattr(row, "code", ""), str(row))))


@dataclass(frozen=True)
class RowOutcome:
    """What one line does to one row: ``created``, ``updated`` or ``unchanged``.

    ``row`` is as the file has it; ``key`` finds it in the database. A new row has no ``before``.
    """

    line: int
    outcome: str
    row: models.Model
    key: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]


def write_rows(lines: Sequence[TableLine], rows: Sequence[DesiredRow]) -> ImportReport:
    """Write the rows, or nothing when a line has a problem."""
    if problems := collect_problems(lines):
        return ImportReport(problems=problems)
    report = bulk_write(rows)
    report.problems += collect_notes(lines)
    return report


@transaction.atomic
def bulk_write(rows: Sequence[DesiredRow]) -> ImportReport:
    """Write the rows with a few queries for each five hundred of a model.

    Rows of one model stand together, name the same key and values, and come after the rows that
    they point at. Of two rows with the same key the last one counts.
    """
    report = ImportReport()
    for _model, group in groupby(rows, key=lambda row: row.model):
        alike = list(group)
        _save_rows(alike, _compare_rows(alike, _list_existing(alike), report))
    return report


def plan_rows(
    lines: Sequence[TableLine],
    rows: Sequence[DesiredRow],
    base: object,
    read_base: Callable[[], object],
) -> GroundedPlan:
    """Plan to write rows of one model, or nothing when a line has a problem.

    ``base`` is what ``read_base`` returned before the lines were understood by it.
    """
    problems = collect_problems(lines)
    rows = [] if problems else rows
    report = ImportReport(problems=problems or collect_notes(lines))
    existing = _list_existing(rows)
    # Told before the comparison changes them.
    ground = base, _describe_existing(rows, existing)
    comparison = _compare_rows(rows, existing, report)
    return GroundedPlan(
        report,
        ground,
        lambda: (read_base(), _describe_existing(rows, _list_existing(rows))),
        lambda: _save_rows(rows, comparison),
    )


@dataclass
class _Comparison:
    """What of the rows of one model is to be added and to be updated."""

    new: list[models.Model] = field(default_factory=list)
    changed: dict[int, models.Model] = field(default_factory=dict)


def _compare_rows(
    rows: Sequence[DesiredRow], existing: Sequence[models.Model], report: ImportReport
) -> _Comparison:
    found = _Comparison()
    known = {_values_of(row, rows[0].key): row for row in existing}
    for desired in rows:
        key = _plain_values(desired.key)
        row = known.get(key)
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        if row is None:
            known[key] = row = desired.model(**desired.key, **desired.values)
            found.new.append(row)
            outcome, after = "created", dict(desired.values)
        elif _values_of(row, desired.values) == _plain_values(desired.values):
            outcome = "unchanged"
        else:
            outcome = "updated"
            before, after = _assign_values(row, desired.values)
            # A row of this very file that is not written yet has no key, and changes in place.
            if row.pk is not None:
                found.changed[row.pk] = row
        report.count(outcome, desired.line, desired)
        one = _build_outcome(desired, row, outcome, before, after)
        report.outcomes.append(one)
        if outcome == "updated":
            report.note_change(one.row, before, after)
    return found


def _build_outcome(
    desired: DesiredRow,
    row: models.Model,
    outcome: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> RowOutcome:
    # As the file has it: of a recorded row each agency would be asked for anew.
    told = desired.model(pk=row.pk, **desired.key, **desired.values)
    return RowOutcome(desired.line, outcome, told, dict(desired.key), before, after)


def find_created(outcomes: Sequence[RowOutcome]) -> list[models.Model]:
    """Return the rows that outcomes of one model have created, in the order of the outcomes."""
    rows = [DesiredRow(type(one.row), one.key, {}) for one in outcomes]
    known = {_values_of(row, rows[0].key): row for row in _list_existing(rows)}
    return [known[_plain_values(row.key)] for row in rows]


def _save_rows(rows: Sequence[DesiredRow], found: _Comparison) -> None:
    for one in rows[:1]:
        insert_rows(found.new)
        if issubclass(one.model, DatedModel):
            # What a file changes counts from the day of its import; days before keep what was.
            keep_past(one.model, list(found.changed), timezone.localdate())
        update_rows(list(found.changed.values()), list(one.values))


def _describe_existing(
    rows: Sequence[DesiredRow], existing: Sequence[models.Model]
) -> list[_Values]:
    """Return the recorded rows that the rows are compared with, as plain values."""
    return [_values_of(row, (*rows[0].key, *rows[0].values)) for row in existing]


def _list_existing(rows: Sequence[DesiredRow]) -> list[models.Model]:
    """Return the rows with one of the keys, and others that share each part of a key with some."""
    found: list[models.Model] = []
    # One query for a batch looks up each part of the keys; the caller compares whole keys, which
    # in SQL would be an OR of five hundred conditions.
    for start in range(0, len(rows), _BATCH_SIZE):
        batch = rows[start : start + _BATCH_SIZE]
        parts = {f"{name}__in": {row.key[name] for row in batch} for name in rows[0].key}
        found += rows[0].model._default_manager.filter(**parts).order_by("pk")
    return found


def _values_of(row: models.Model, names: Iterable[str]) -> _Values:
    """Return the fields of a row, of foreign keys the numbers."""
    # The attname: reading a foreign key by its name would query for each row. Only columns are
    # asked for, and mypy thinks of relations, which have no attname.
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]


def _plain_values(values: Mapping[str, Any]) -> _Values:
    return tuple(
        value.pk if isinstance(value, models.Model) else value for value in values.values()
    )


def _assign_values(
    row: models.Model, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs, and return it as it was and as it is."""
    pairs = zip(values.items(), _values_of(row, values), _plain_values(values), strict=True)
    news = {name: value for (name, value), old, new in pairs if old != new}
    before = {name: getattr(row, name) for name in news}
    for name, value in news.items():
        setattr(row, name, value)
    return before, news
