"""Sets what a capacity plan spends on each priority beside who was taught and which seats ran."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from courses.sessions.planner import QuarterSeats, count_seats_by_quarter
from people.text.formatting import percent_of
from plan.levels import load_level_names, name_level
from plan.models import QUARTERS, CapacityPlan, CapacityPriority
from reporting.figures.needs import count_trained_by_quarter


@dataclass(frozen=True)
class PriorityQuarter:
    """A quarter of a priority: the seats and the money planned, and how many were trained."""

    number: int
    seats: int
    budget: int
    trained: int


@dataclass(frozen=True)
class PriorityRow:
    """A priority of a plan with its quarters."""

    priority: CapacityPriority
    level_name: str
    quarters: tuple[PriorityQuarter, ...]

    @property
    def seats(self) -> int:
        return sum(quarter.seats for quarter in self.quarters)

    @property
    def budget(self) -> int:
        return sum(quarter.budget for quarter in self.quarters)

    @property
    def trained(self) -> int:
        return sum(quarter.trained for quarter in self.quarters)


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


@dataclass(frozen=True)
class PrioritySeats:
    """A priority with the quarters in which something was planned or opened."""

    row: PriorityRow
    lines: list[SeatLine]


def list_priorities(plan: CapacityPlan, *, day: dt.date) -> list[PriorityRow]:
    """Return each priority with its quarters, planned and taught up to the day."""
    found = plan.priorities.select_related("skill", "target").prefetch_related("quarters")
    priorities, names = list(found), load_level_names()
    trained = count_trained_by_quarter(plan, priorities, day=day)
    # Decided so: importance times the share that lacks the skill times the people asked.
    priorities.sort(key=lambda one: -one.importance * one.gap)
    return [
        PriorityRow(
            *(one, name_level(names, one.skill, one.level)),
            tuple(_read_quarters(one, trained[one.pk])),
        )
        for one in priorities
    ]


def _read_quarters(one: CapacityPriority, trained: Sequence[int]) -> list[PriorityQuarter]:
    planned = {row.quarter: (row.seats, row.budget) for row in one.quarters.all()}
    return [
        PriorityQuarter(number, *planned.get(number, (0, 0)), taught)
        for number, taught in zip(QUARTERS, trained, strict=True)
    ]


def list_seats(plan: CapacityPlan, rows: Sequence[PriorityRow]) -> list[PrioritySeats]:
    """Return the priorities of which something was planned or opened in a quarter."""
    counted = count_seats_by_quarter(plan, [row.priority for row in rows])
    found = []
    for row in rows:
        pairs = zip(counted[row.priority.pk], row.quarters, strict=True)
        lines = [SeatLine(seats, quarter.budget) for seats, quarter in pairs]
        found.append(PrioritySeats(row, [line for line in lines if not line.is_empty]))
    return [one for one in found if one.lines]
