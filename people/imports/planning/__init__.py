"""Plans imports before they lock anything, and writes them in little time."""

from people.imports.planning.bulk import insert_rows, update_rows
from people.imports.planning.plans import (
    GroundedPlan,
    ImportDisturbed,
    ImportPlan,
    PlannedImporter,
)

__all__ = [
    "GroundedPlan",
    "ImportDisturbed",
    "ImportPlan",
    "PlannedImporter",
    "insert_rows",
    "update_rows",
]
