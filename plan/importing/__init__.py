"""Imports frameworks, the plan and its targets from CSV files, all of a file or nothing of it."""

from people.imports.tables import Problem
from plan.importing.frameworks import import_digcomp, import_framework, import_levels
from plan.importing.plans import import_plan
from plan.importing.tables import ImportReport, UnreadableFile
from plan.importing.targets import import_targets

__all__ = [
    "ImportReport",
    "Problem",
    "UnreadableFile",
    "import_digcomp",
    "import_framework",
    "import_levels",
    "import_plan",
    "import_targets",
]
