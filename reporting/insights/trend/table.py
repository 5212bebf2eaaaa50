"""Writes a curve as lines of a table: every number and mark of the picture, by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plan.models import Phase
from plan.targets import TargetAudience
from reporting.insights.trend.marks import Mark, asked_on
from reporting.insights.trend.reading import Trend


@dataclass(frozen=True)
class TrendLine:
    """Holds a day with its figure, what the target asked, the phase, and marks of the day.

    ``audience`` is whom the target was about on the day.
    """

    day: dt.date
    count: int | None
    asked: int | None
    phase: Phase | None
    marks: tuple[Mark, ...]
    audience: TargetAudience


def list_trend_lines(trend: Trend) -> list[TrendLine]:
    """Return a line for each figure, each step of the target and each mark, the oldest first."""
    counts = {cell.day: cell.count for cell in trend.cells}
    days = {*counts, *(step.since for step in trend.steps), *(mark.on for mark in trend.marks)}
    return [
        TrendLine(
            day,
            counts.get(day),
            asked_on(trend.steps, day),
            _find_phase_of_day(trend.phases, day),
            tuple(mark for mark in trend.marks if mark.on == day),
            trend.audience_on(day),
        )
        for day in sorted(days)
    ]


def _find_phase_of_day(phases: Sequence[Phase], day: dt.date) -> Phase | None:
    return next((one for one in phases if one.starts_on <= day <= one.ends_on), None)
