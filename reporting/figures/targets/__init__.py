"""Compares targets with the people who hold the skill: gap, pace, and whether it is enough."""

from reporting.figures.targets.asked import AskedTarget
from reporting.figures.targets.listing import list_target_rows
from reporting.figures.targets.pace import needed_per_month, people_per_month
from reporting.figures.targets.rows import (
    KNOWN_AHEAD,
    MilestoneRow,
    TargetRow,
    TargetState,
    count_states,
    name_counting,
)

__all__ = [
    "KNOWN_AHEAD",
    "AskedTarget",
    "MilestoneRow",
    "TargetRow",
    "TargetState",
    "count_states",
    "list_target_rows",
    "name_counting",
    "needed_per_month",
    "people_per_month",
]
