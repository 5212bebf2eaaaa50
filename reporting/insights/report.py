"""Picks what the report for a minister's desk shows: four pages at most, whatever the unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from reporting.changes.periods import ChangePeriod, find_days
from reporting.figures.coverage import coverage_over
from reporting.figures.targets import TargetRow, TargetState
from reporting.insights.heatmap import HeatMap, HeatRow
from reporting.insights.lacking import count_lacking
from reporting.insights.page import Insights, gather_insights
from reporting.insights.trend import (
    WIDE_SIZE,
    LineChart,
    Trend,
    build_line_chart,
    build_trend,
    months_before,
)
from reporting.query.scope import Scope

# What four sheets of paper hold; the page on the screen has the rest.
_MOST_TARGETS, _MOST_UNITS, _MOST_SKILLS = 10, 12, 5


@dataclass(frozen=True)
class Change:
    """How a figure changed since a day."""

    since: dt.date
    before: int
    now: int

    @property
    def difference(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Report:
    """The facts of the report: ``left_out`` counts the targets and units it has no room for.

    ``lacking`` counts those without what a target asks: forecasts lead no further.
    """

    insights: Insights
    targets: tuple[TargetRow, ...]
    states: tuple[tuple[TargetState, int], ...]
    heat: HeatMap
    trend: Trend
    curve: LineChart | None
    changes: tuple[Change, ...]
    targets_left_out: int
    units_left_out: int
    skills_left_out: int
    lacking: dict[int, int]


def gather_report(scope: Scope) -> Report:
    """Return the facts of the report, counted by the functions of the page."""
    insights = gather_insights(scope, None)
    # The most urgent first, as the page has them.
    rows: list[TargetRow] = list(insights.targets.paginator.object_list)
    shown = rows[:_MOST_TARGETS]
    # The page has counted those of its own first targets.
    others = [row for row in shown if row.target.pk not in insights.lacking]
    heat = _cut_heat(insights.heat, scope)
    trend = build_trend(scope, insights.context, insights.target)
    return Report(
        insights=insights,
        targets=tuple(shown),
        states=insights.target_list.states,
        heat=heat,
        trend=trend,
        # The PDF's engine tears Burmese words of a picture apart, not its digits.
        curve=build_line_chart(trend, size=WIDE_SIZE, tells_names=False),
        changes=tuple(_list_changes(scope, insights)),
        targets_left_out=max(len(rows) - _MOST_TARGETS, 0),
        units_left_out=len(insights.heat.rows) - len(heat.rows),
        skills_left_out=len(insights.heat.skills) - len(heat.skills),
        lacking=insights.lacking | count_lacking(others, insights.context),
    )


def _cut_heat(heat: HeatMap, scope: Scope) -> HeatMap:
    """Return the skills held most, with that of the page, and the largest units."""
    if not heat.rows:
        return heat
    whole, *parts = heat.rows
    counts = {cell.cell.skill: cell.cell.count for cell in whole.cells}
    ranked = sorted(heat.skills, key=lambda skill: (skill != scope.skill, -counts[skill]))
    skills = tuple(skill for skill in heat.skills if skill in set(ranked[:_MOST_SKILLS]))
    largest = sorted(parts, key=lambda row: -row.posted)[: _MOST_UNITS - 1]
    kept = [whole, *(row for row in parts if row in largest)]
    return replace(heat, skills=skills, rows=tuple(_cut_row(row, skills) for row in kept))


def _cut_row(row: HeatRow, skills: tuple[object, ...]) -> HeatRow:
    return replace(row, cells=tuple(cell for cell in row.cells if cell.cell.skill in skills))


def _list_changes(scope: Scope, insights: Insights) -> list[Change]:
    """Return how the figure changed since the ends of last month, last quarter and a year before.

    They are the days of the page: paper and screen tell the same of one unit.
    """
    if scope.skill is None or insights.figure is None:
        return []
    month, quarter = (
        find_days(period, scope.day)[0] for period in (ChangePeriod.MONTH, ChangePeriod.QUARTER)
    )
    # The first month of a quarter began with it.
    days = sorted({month, quarter, months_before(month, 12)}, reverse=True)
    pair = scope.skill, scope.level
    cells = coverage_over(insights.context.subtree, [pair], days=days, measure=scope.measure)
    return [Change(cell.day, cell.count, insights.figure.cell.count) for cell in cells]
