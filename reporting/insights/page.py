"""Gathers what the insights page shows, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from plan.levels import name_level
from reporting.figures.coverage import Measure, count_holders_by_kind
from reporting.figures.rosters import RosterMatch
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.heatmap import (
    CoverageRow,
    HeatMap,
    build_heat_map,
    list_coverage_rows,
    list_shown_levels,
)
from reporting.insights.lacking import count_lacking
from reporting.insights.own_target import find_own_target
from reporting.insights.trend import (
    NARROW_SIZE,
    WIDE_SIZE,
    LineChart,
    Trend,
    build_line_chart,
    build_trend,
)
from reporting.query.scope import Scope
from reporting.query.units import UnitRelatives, load_relatives

_TARGETS_PER_PAGE = 10


@dataclass(frozen=True)
class Insights:
    """Holds the page: ``figure`` is its own figure, ``target`` the target it is compared with.

    ``lacking`` are the people without what a target of the page asks, by its id.
    """

    scope: Scope
    relatives: UnitRelatives
    level_name: str
    levels: tuple[tuple[int, str], ...]
    posted: int
    figure: CoverageRow | None
    kinds: tuple[tuple[str, int], ...]
    target: TargetRow | None
    targets: Page[TargetRow]
    lacking: dict[int, int]
    heat: HeatMap
    trend: Trend
    wide: LineChart | None
    narrow: LineChart | None

    @property
    def match(self) -> RosterMatch | None:
        """Return how well the people of the unit are known."""
        return self.figure.match if self.figure else None

    @property
    def lacking_here(self) -> int | None:
        """Return how many of those posted do not hold the skill of the page."""
        if self.figure is None or self.scope.measure != Measure.HELD:
            return None
        return self.posted - self.figure.cell.count


def gather_insights(scope: Scope, page_number: str | None) -> Insights:
    """Return all figures of the page."""
    context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, context.places)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    rows = list_coverage_rows(scope, relatives.below, context=context)
    heat = build_heat_map(scope, rows)
    # Looked for among all rows, then a page of them is shown: the own target may be on another.
    own = find_own_target(scope, targets)
    trend = build_trend(scope, context, own)
    shown = Paginator(targets, _TARGETS_PER_PAGE).get_page(page_number)
    wide, narrow = (build_line_chart(trend, size=size) for size in (WIDE_SIZE, NARROW_SIZE))
    return Insights(
        scope=scope,
        relatives=relatives,
        level_name=name_level(context.names, scope.skill, scope.level) if scope.skill else "",
        levels=tuple(list_shown_levels(scope, context.names)),
        posted=heat.rows[0].posted if heat.rows else 0,
        figure=next((row for row in rows if _is_own_figure(scope, row)), None),
        kinds=tuple(_count_kinds(scope, context)),
        target=own,
        targets=shown,
        lacking=count_lacking(list(shown), context),
        heat=heat,
        trend=trend,
        wide=wide,
        narrow=narrow,
    )


def _count_kinds(scope: Scope, context: UnitContext) -> Iterable[tuple[str, int]]:
    """Return the people of the page's own figure by what proves their skill."""
    if scope.skill is None or scope.measure != Measure.HELD:
        return ()
    pair = (scope.skill, scope.level)
    return count_holders_by_kind(context.subtree, pair, day=scope.day)


def _is_own_figure(scope: Scope, row: CoverageRow) -> bool:
    return row.cell.unit == scope.unit and row.cell.skill == scope.skill
