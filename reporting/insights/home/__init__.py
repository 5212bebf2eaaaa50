"""Answers what a head of office asks first: which targets are behind, and who is being trained."""

from reporting.insights.home.target_list import (
    URGENCY,
    NarrowedTargets,
    TargetGrouping,
    TargetOrder,
    TargetWish,
    list_targets,
    pick_targets,
)
from reporting.insights.home.training import count_in_training

__all__ = [
    "URGENCY",
    "NarrowedTargets",
    "TargetGrouping",
    "TargetOrder",
    "TargetWish",
    "count_in_training",
    "list_targets",
    "pick_targets",
]
