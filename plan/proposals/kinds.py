"""Says which importer reads a file of each kind, and which columns it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from people.imports.runs import Importer
from plan.importing import (
    MORE_TARGET_COLUMNS,
    TARGET_COLUMNS,
    import_crosswalk,
    import_framework,
    import_levels,
    import_plan,
    import_targets,
)
from plan.models import PlanProposal

_Kind = PlanProposal.Kind


@dataclass(frozen=True)
class FileKind:
    """How a kind of file is read; ``more_columns`` may be missing."""

    importer: Importer
    columns: Sequence[str]
    more_columns: Sequence[str] = ()


FILE_KINDS: Mapping[str, FileKind] = {
    _Kind.TARGETS: FileKind(import_targets, TARGET_COLUMNS, MORE_TARGET_COLUMNS),
    _Kind.PLAN: FileKind(
        import_plan, ("kind", "code", "name_en", "starts_on", "ends_on", "source"), ("name_my",)
    ),
    _Kind.FRAMEWORK: FileKind(import_framework, ("code", "title_en"), ("title_my",)),
    _Kind.LEVELS: FileKind(import_levels, ("level", "name_en"), ("name_my",)),
    _Kind.CROSSWALK: FileKind(import_crosswalk, ("source", "target", "kind")),
}
