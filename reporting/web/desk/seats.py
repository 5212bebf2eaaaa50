"""Sets the seats of class sessions beside what a capacity plan means to spend on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.sessions.planner import QuarterSeats, count_seats_by_quarter
from people.text.formatting import percent_of
from plan.models import CapacityPlan


@dataclass(frozen=True)
class SeatLine:
    """A quarter of a priority: its seats, and the money that was planned for it."""

    seats: QuarterSeats
    budget: int

    @property
    def is_empty(self) -> bool:
        counted = (self.seats.planned, self.seats.opened, self.seats.taken, self.budget)
        return not any(counted)

    @property
    def share(self) -> float | None:
        """Return how many percent of the planned seats were attended; None where none were."""
        return percent_of(self.seats.attended, self.seats.planned) if self.seats.planned else None


def list_seat_lines(plan: CapacityPlan, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each priority with the quarters in which something was planned or opened."""
    counted = count_seats_by_quarter(plan, [row["priority"] for row in rows])
    found = []
    for row in rows:
        quarters = counted[row["priority"].pk]
        budgets = [quarter["budget"] for quarter in row["quarters"]]
        lines = [SeatLine(*pair) for pair in zip(quarters, budgets, strict=True)]
        kept = [line for line in lines if not line.is_empty]
        found.append({"priority": row["priority"], "level": row["level"], "lines": kept})
    return [one for one in found if one["lines"]]


def has_opened_seats(lines: Sequence[dict[str, Any]]) -> bool:
    return any(line.seats.opened for one in lines for line in one["lines"])
