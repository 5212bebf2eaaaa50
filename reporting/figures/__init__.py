"""Counts people by unit, skill, level and day."""

from reporting.figures.coverage import CoverageFigure, Measure, count_coverage, coverage_over
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets import TargetRow, TargetState, list_target_rows

__all__ = [
    "CoverageFigure",
    "Measure",
    "Subtree",
    "TargetRow",
    "TargetState",
    "UnitContext",
    "count_coverage",
    "count_posted",
    "coverage_over",
    "list_target_rows",
]
