"""Imports frameworks, the plan and its targets from CSV files, all of a file or nothing of it."""

from plan.importing.crosswalks import import_crosswalk
from plan.importing.frameworks import import_digcomp, import_framework, import_levels
from plan.importing.plans import import_plan
from plan.importing.targets import MORE_TARGET_COLUMNS, TARGET_COLUMNS, import_targets

__all__ = [
    "MORE_TARGET_COLUMNS",
    "TARGET_COLUMNS",
    "import_crosswalk",
    "import_digcomp",
    "import_framework",
    "import_levels",
    "import_plan",
    "import_targets",
]
