"""Plans many runs at once: days by a pattern, clashes, seats of the year's plan, one saving."""

from courses.sessions.planner.clashes import Clash, find_clashes
from courses.sessions.planner.patterns import RunPattern, list_first_days, list_parts
from courses.sessions.planner.quarters import (
    QuarterSeats,
    count_seats_by_quarter,
    list_planned_seats,
)
from courses.sessions.planner.series import plan_series, undo_series

__all__ = [
    "Clash",
    "QuarterSeats",
    "RunPattern",
    "count_seats_by_quarter",
    "find_clashes",
    "list_first_days",
    "list_parts",
    "list_planned_seats",
    "plan_series",
    "undo_series",
]
