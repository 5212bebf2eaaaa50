"""Plans an import before it is written, so that nobody waits while a file is read and compared.

SQLite has one writer: whoever signs in waits as long as another transaction has begun.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction

from people.imports.report import ImportReport


class ImportDisturbed(Exception):
    """What the import rests on was changed by others while it was planned."""


class ImportPlan(Protocol):
    """What an import does, found out without writing and without a lock."""

    @property
    def report(self) -> ImportReport: ...

    def write(self) -> None:
        """Do it, in the transaction of the caller. Raise `ImportDisturbed` with nothing done."""


class PlannedImporter:
    """An importer that plans first; called by itself it plans and writes."""

    def __init__(self, plan: Callable[..., ImportPlan]) -> None:
        self.plan = plan

    def __call__(self, *args: Any, **options: Any) -> ImportReport:
        plan = self.plan(*args, **options)
        with transaction.atomic():
            plan.write()
        return plan.report


@dataclass
class GroundedPlan:
    """A plan that is written only if what it rests on is still the same.

    ``read_ground`` locks it and returns it; ``ground`` is what it was before the plan was made.
    """

    report: ImportReport
    ground: object
    read_ground: Callable[[], object]
    write_rows: Callable[[], None]

    def write(self) -> None:
        # Asked again under the lock: since the plan was made, others may have written.
        if self.read_ground() != self.ground:
            raise ImportDisturbed
        self.write_rows()
