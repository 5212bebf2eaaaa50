"""Enters in the history what an act of the back office changes in a row, before and after."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.create import CreateAction
from wagtail.actions.delete import DeleteAction
from wagtail.actions.edit import EditAction
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log

from people.history.changes import compare, name_field, snapshot
from people.text.languages import in_language


class _RecordingMixin:
    """An action of Wagtail whose log entry holds what it changed."""

    instance: Any
    user: Any
    log_action: Any

    def execute(self, skip_permission_checks: bool = False) -> Any:
        action, self.log_action = self.log_action, False
        with transaction.atomic():
            row, key = self.instance, self.instance.pk
            before = snapshot(row) if key else {}
            result = super().execute(skip_permission_checks)  # type: ignore[misc]
            # A deleted row has lost its key, by which its history is found.
            row = self.instance
            row.pk, is_deleted = (row.pk, False) if row.pk else (key, True)
            changes = compare(before, {} if is_deleted else snapshot(row))
            more = {"deleted": is_deleted, "content_changed": bool(changes)}
            log(row, action, user=self.user, data={"changes": changes}, **more)
        return result


class RecordingCreateAction(_RecordingMixin, CreateAction):
    """Creates a row and keeps what it was made of."""


class RecordingEditAction(_RecordingMixin, EditAction):
    """Edits a row and keeps what changed."""


class RecordingDeleteAction(_RecordingMixin, DeleteAction):
    """Deletes a row and keeps what it held."""


class ChangesColumn(Column):
    """What an entry of a row's history changed: field, before, after."""

    cell_template_name = "cms/office/changes_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "changes": describe_changes(instance)}


def describe_changes(entry: Any) -> list[dict[str, Any]]:
    """Return what an entry of the history changed, in the reader's words."""
    model = entry.content_type.model_class()
    told = entry.data.get("changes", ()) if isinstance(entry.data, dict) else ()
    return [
        {
            "label": name_field(model, one["field"]),
            "is_secret": "old" not in one,
            "old": in_language(one.get("old", {})),
            "new": in_language(one.get("new", {})),
        }
        for one in told
        if isinstance(one, dict)
    ]
