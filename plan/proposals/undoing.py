"""Takes an applied file back while nothing later rests on it, or says what hinders it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.imports import ImportReport
from people.imports.planning import update_rows
from people.imports.runs import file_imported, file_planned, tell_of_undoing
from people.models import Person
from plan.importing.writing import RowOutcome, find_created
from plan.models import DatedModel, PlanProposal
from plan.proposals.lines import pack_json, unpack_json
from plan.proposals.planning import FileClosed, FileNotYours
from plan.secretariat import is_of_national_secretariat

_BATCH_SIZE = 500  # keys in one query; databases limit its parameters
_Model = type[models.Model]


class UndoHindered(Exception):
    """Something rests on what the file wrote: ``obstacles`` says on which rows, and what."""

    def __init__(self, obstacles: list[tuple[str, Any]]) -> None:
        super().__init__(len(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True)
class _WrittenRow:
    """A row that a file wrote: what it held before (None for a new one) and afterwards."""

    model: str
    pk: int
    before: dict[str, Any] | None
    after: dict[str, Any]
    past: int | None = None  # what was kept of it for the days before


def list_past_of_today(report: ImportReport) -> set[int]:
    """Return what is kept of today already of rows that the report changes."""
    return {past.pk for past in _find_past_of_today(report.outcomes)}


def pack_undo(report: ImportReport, known_past: set[int]) -> bytes:
    """Return what is written back when the file is undone, in the order of writing."""
    past: dict[tuple[_Model | None, int], int] = {
        (type(one), one.current_id): one.pk
        for one in _find_past_of_today(report.outcomes)
        if one.pk not in known_past
    }
    written: list[_WrittenRow] = []
    for (model, outcome), group in groupby(report.outcomes, key=_kind_of_outcome):
        own = list(group)
        rows = find_created(own) if outcome == "created" else [one.row for one in own]
        for one, row in zip(own, rows, strict=True) if outcome != "unchanged" else ():
            before = _plain_attributes(model, one.before) if outcome == "updated" else None
            kept = past.get((_past_model(model), row.pk))
            after = _plain_attributes(model, one.after)
            written.append(_WrittenRow(model._meta.label, row.pk, before, after, kept))
    return pack_json([vars(one) for one in written])


def undo_file(proposal: PlanProposal, *, by: Person) -> PlanProposal:
    """Write back all that the file wrote, and return the proposal.

    One person of the secretariat may, and those who brought and approved it are told. Raise
    `UndoHindered` with nothing written, `FileNotYours` or `FileClosed`.
    """
    written = [_WrittenRow(**one) for one in unpack_json(bytes(proposal.undo or pack_json([])))]
    report = _describe_undoing(written)
    # Before the transaction begins: words in every language, for each row.
    file_planned.send(PlanProposal, report=report)
    with transaction.atomic():
        row = _lock_applied_file(proposal.pk, by)
        if obstacles := list(_find_obstacles(written)):
            raise UndoHindered(obstacles)
        _restore_rows(written)
        row.state, row.undone_by, row.undone_at = PlanProposal.State.UNDONE, by, timezone.now()
        row.save(update_fields=["state", "undone_by", "undone_at"])
        tell_of_undoing(row, brought_by=row.by, address=reverse("plan:file", args=[row.pk]))
        file_imported.send(PlanProposal, run=row, report=report)
    return row


def _lock_applied_file(pk: int, by: Person) -> PlanProposal:
    row = PlanProposal.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state != PlanProposal.State.APPLIED:
        raise FileClosed(row.state)
    if not is_of_national_secretariat(by):
        raise FileNotYours
    return row


def _kind_of_outcome(one: RowOutcome) -> tuple[_Model, str]:
    return type(one.row), one.outcome


def _past_model(model: _Model) -> _Model | None:
    is_dated = issubclass(model, DatedModel)
    return model._meta.get_field("past").related_model if is_dated else None


def _find_past_of_today(outcomes: Sequence[RowOutcome]) -> Iterator[Any]:
    """Yield what is kept of rows that are changed, for the days before today."""
    for model, group in groupby(outcomes, key=lambda one: type(one.row)):
        past, pks = _past_model(model), [one.row.pk for one in group if one.outcome == "updated"]
        for batch in _divide_keys(pks) if past else ():
            today = {"current__in": batch, "until": timezone.localdate()}
            yield from past._default_manager.filter(**today) if past else ()


def _divide_keys(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    return (pks[start : start + _BATCH_SIZE] for start in range(0, len(pks), _BATCH_SIZE))


def _plain_attributes(model: _Model, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values by column, of rows the keys."""
    return {
        model._meta.get_field(name).attname: value.pk if isinstance(value, models.Model) else value  # type: ignore[union-attr]
        for name, value in values.items()
    }


def _group_by_model(
    written: Iterable[_WrittenRow],
) -> Iterator[tuple[_Model, list[_WrittenRow], dict[int, Any]]]:
    """Yield what was written by model, with the rows as they are now by key."""
    for label, group in groupby(written, key=lambda one: one.model):
        model, own = apps.get_model(label), list(group)
        rows: dict[int, Any] = {}
        for batch in _divide_keys([one.pk for one in own]):
            # With the rows that they are named by: the history names each.
            rows |= model._default_manager.select_related().in_bulk(batch)
        yield model, own, rows


def _find_obstacles(written: list[_WrittenRow]) -> Iterator[tuple[str, Any]]:
    """Yield rows that cannot be written back, with why."""
    created = {(one.model, one.pk) for one in written if one.before is None}
    for model, own, rows in _group_by_model(written):
        new = [one.pk for one in own if one.before is None]
        used = set(_find_relied_on(model, new, created))
        changed = set(_find_changed_later(model, own))
        for one in own:
            row = rows.get(one.pk)
            if row is None:
                yield "–", _("It is gone since.")
            elif one.pk in changed or _encode_values(row, one.after) != _encode_json(one.after):
                yield str(row), _("It was changed since.")
            elif one.pk in used:
                yield str(row), _("Something rests on it since.")


def _encode_values(row: models.Model, names: Iterable[str]) -> str:
    return _encode_json({name: getattr(row, name) for name in names})


def _encode_json(values: dict[str, Any]) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)


def _find_relied_on(model: _Model, pks: list[int], created: set[tuple[str, int]]) -> Iterator[int]:
    """Yield the keys of new rows that others point at, beside those of the same file."""
    for relation in model._meta.related_objects:
        child: Any = relation.related_model
        column = relation.field.attname
        for batch in _divide_keys(pks):
            pointers = child._base_manager.filter(**{f"{relation.field.name}__in": batch})
            for pk, target in pointers.order_by().values_list("pk", column):
                if (child._meta.label, pk) not in created:
                    yield target


def _find_changed_later(model: _Model, own: list[_WrittenRow]) -> Iterator[int]:
    """Yield the keys of rows of which more is kept than the file has kept."""
    past: Any = _past_model(model)
    changed = [one.pk for one in own if one.before is not None]
    kept = {one.past for one in own}
    for batch in _divide_keys(changed) if past else ():
        later = past._default_manager.filter(current__in=batch, until__gte=timezone.localdate())
        yield from (one.current_id for one in later if one.pk not in kept)


def _restore_rows(written: list[_WrittenRow]) -> None:
    for model, own, rows in _group_by_model(written):
        past: Any = _past_model(model)
        for batch in _divide_keys([one.past for one in own if one.past]):
            past._default_manager.filter(pk__in=batch).delete()
        changed = [one for one in own if one.before is not None]
        for names, group in groupby(changed, key=lambda one: sorted(one.before or ())):
            update_rows([_restore_row(rows[one.pk], one) for one in group], names)
    _delete_created([one for one in written if one.before is None])


def _restore_row(row: Any, one: _WrittenRow) -> Any:
    for name, value in (one.before or {}).items():
        setattr(row, name, row._meta.get_field(name).to_python(value))
    return row


def _delete_created(new: list[_WrittenRow]) -> None:
    """Delete new rows, the last ones first: those that they point at are protected."""
    for _model, own, rows in _group_by_model(reversed(new)):
        # A competence points at its area, which stands in the same table.
        for _is_top, group in groupby(
            own, key=lambda one: not getattr(rows[one.pk], "area_id", 1)
        ):
            for batch in _divide_keys([one.pk for one in group]):
                type(rows[batch[0]])._default_manager.filter(pk__in=batch).delete()


def _describe_undoing(written: list[_WrittenRow]) -> ImportReport:
    """Return what undoing changes, for the history."""
    report = ImportReport(is_undoing=True)
    for model, own, rows in _group_by_model(written):
        for one in own:
            if one.before is not None and one.pk in rows:
                old, new = (_read_values(model, values) for values in (one.after, one.before))
                report.note_change(rows[one.pk], old, new)
    return report


def _read_values(model: _Model, values: dict[str, Any]) -> dict[str, Any]:
    """Return kept values as fields have them."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        field: Any = model._meta.get_field(name)
        found[field.name] = field.to_python(value)
        if field.related_model and value:
            found[field.name] = field.related_model._default_manager.filter(pk=value).first()
    return found
