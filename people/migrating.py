"""Creates the tables of an app at once, for the first migrations of all apps."""

from __future__ import annotations

from typing import Any

from django.db.migrations import CreateModel, SeparateDatabaseAndState
from django.db.migrations.state import ProjectState


def create_tables(*models: CreateModel) -> list[SeparateDatabaseAndState]:
    """Return the operations that create the tables of the models."""
    return [_CreateTables(state_operations=list(models))]


class _CreateTables(SeparateDatabaseAndState):
    # Django renders anew, with each model, all that stand in a relation to it: for the 170 of
    # ours this was more than half of the time of an empty database.

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was rendered is forgotten first, so that all are rendered once, and last.
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in self.state_operations:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for model in reversed(self.state_operations):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.state_operations)} tables"
