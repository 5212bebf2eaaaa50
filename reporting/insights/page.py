"""Gathers everything the insights page shows, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from people.models import Agency
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL, LevelNames, name_level
from reporting.figures.coverage import Measure
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.charts import (
    NARROW_SIZE,
    WIDE_SIZE,
    BulletChart,
    LineChart,
    build_bullet_chart,
    build_line_chart,
)
from reporting.insights.heatmap import (
    CoverageRow,
    HeatMap,
    build_heat_map,
    choose_shade,
    list_coverage_rows,
)
from reporting.insights.people_list import PeopleFilter
from reporting.insights.trend import Trend, build_trend
from reporting.query.scope import Scope
from reporting.query.units import UnitRelatives, load_relatives

_TARGETS_PER_PAGE = 10


@dataclass(frozen=True)
class TargetLine:
    """A target with its bar and the addresses behind its figures."""

    row: TargetRow
    bar: BulletChart
    unit_url: str
    held_url: str
    gap_url: str


@dataclass(frozen=True)
class HeatCell:
    row: CoverageRow
    shade: int
    url: str


@dataclass(frozen=True)
class HeatLine:
    unit: Agency
    posted: int
    cells: tuple[HeatCell, ...]
    is_whole: bool
    unit_url: str
    posted_url: str


@dataclass(frozen=True)
class Insights:
    """``figure`` is the page's own figure, ``target`` the target it is set against."""

    scope: Scope
    family: UnitRelatives
    level_name: str
    levels: tuple[tuple[int, str], ...]
    posted: int
    figure: CoverageRow | None
    target: TargetRow | None
    targets: Page[TargetLine]
    heat: HeatMap
    heat_lines: tuple[HeatLine, ...]
    posted_url: str
    lacking_url: str
    trend: Trend
    wide: LineChart | None
    narrow: LineChart | None


def gather_insights(scope: Scope, page_number: str | None) -> Insights:
    """All figures of the page."""
    ground, family = UnitContext.of(scope.unit), load_relatives(scope)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, ground=ground)
    rows = list_coverage_rows(scope, family.below, ground=ground)
    heat, line = build_heat_map(scope, rows), build_trend(scope, ground)
    own = _find_own_target(scope, targets)
    wide, narrow = (_draw_trend(scope, line, own, size) for size in (WIDE_SIZE, NARROW_SIZE))
    return Insights(
        scope=scope,
        family=family,
        level_name=name_level(ground.names, scope.skill, scope.level) if scope.skill else "",
        levels=tuple(_list_shown_levels(scope, ground.names)),
        posted=heat.rows[0].posted if heat.rows else 0,
        figure=next((row for row in rows if _is_own_figure(scope, row)), None),
        target=own,
        targets=Paginator(_build_target_lines(scope, targets), _TARGETS_PER_PAGE).get_page(
            page_number
        ),
        heat=heat,
        heat_lines=tuple(_build_heat_lines(scope, heat)),
        posted_url=scope.query(who=PeopleFilter.POSTED.value),
        lacking_url=scope.query(who=PeopleFilter.LACKING.value),
        trend=line,
        wide=wide,
        narrow=narrow,
    )


def _list_shown_levels(scope: Scope, names: LevelNames) -> Iterable[tuple[int, str]]:
    """The top number of each named level, and the scope's own number if it is another."""
    for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1):
        if scope.skill and (number % 2 == 0 or number == scope.level):
            yield number, name_level(names, scope.skill, number)


def _is_own_figure(scope: Scope, row: CoverageRow) -> bool:
    return row.cell.unit == scope.unit and row.cell.skill == scope.skill


def _find_own_target(scope: Scope, rows: Sequence[TargetRow]) -> TargetRow | None:
    """The unit's target for the skill and level: the next one due, else the last."""
    own = [
        row
        for row in rows
        if (row.target.agency, row.target.skill, row.target.level)
        == (scope.unit, scope.skill, scope.level)
    ]
    ahead = [row for row in own if row.target.due_on >= scope.day]
    return ahead[0] if ahead else own[-1] if own else None


def _build_target_lines(scope: Scope, rows: Iterable[TargetRow]) -> list[TargetLine]:
    return [_build_target_line(scope, row) for row in rows]


def _build_target_line(scope: Scope, row: TargetRow) -> TargetLine:
    target = row.target
    of_target = {
        "unit": target.agency.code,
        "skill": target.skill.code,
        "level": target.level,
        "measure": Measure.HELD.value,
    }
    return TargetLine(
        row=row,
        bar=build_bullet_chart(held=row.held, target=target.headcount, baseline=target.baseline),
        unit_url=scope.query(**of_target),
        held_url=scope.query(**of_target),
        gap_url=scope.query(**of_target, who=PeopleFilter.LACKING.value),
    )


def _build_heat_lines(scope: Scope, heat: HeatMap) -> Iterable[HeatLine]:
    for row in heat.rows:
        unit = row.unit.code
        yield HeatLine(
            unit=row.unit,
            posted=row.posted,
            cells=tuple(
                HeatCell(
                    c, choose_shade(c, heat.most), scope.query(unit=unit, skill=c.cell.skill.code)
                )
                for c in row.cells
            ),
            is_whole=row.is_whole,
            unit_url=scope.query(unit=unit),
            posted_url=scope.query(unit=unit, who=PeopleFilter.POSTED.value),
        )


def _draw_trend(
    scope: Scope, line: Trend, own: TargetRow | None, size: tuple[int, int]
) -> LineChart | None:
    """The trend as a line; the target is drawn only where it is of the same measure."""
    is_held = scope.measure == Measure.HELD
    return build_line_chart(
        [(cell.day, cell.count) for cell in line.cells],
        [(phase.name, phase.starts_on, phase.ends_on) for phase in line.phases],
        target=own.target.headcount if own and is_held else None,
        size=size,
    )
