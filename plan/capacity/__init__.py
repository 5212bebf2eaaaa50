"""Writes the yearly capacity plans of agencies: needs, priorities, quarters and approval."""

from plan.capacity.writing import (
    CapacityRefused,
    Need,
    QuarterPlan,
    can_write_capacity,
    choose_priority,
    decide_capacity,
    drop_priority,
    list_capacity_to_decide,
    start_capacity,
    submit_capacity,
)

__all__ = [
    "CapacityRefused",
    "Need",
    "QuarterPlan",
    "can_write_capacity",
    "choose_priority",
    "decide_capacity",
    "drop_priority",
    "list_capacity_to_decide",
    "start_capacity",
    "submit_capacity",
]
