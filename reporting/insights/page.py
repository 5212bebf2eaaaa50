"""Gathers everything the insights page shows, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from people.models import Agency
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL, LevelNames, name_level
from reporting.figures.coverage import Measure
from reporting.figures.subtree import Ground
from reporting.figures.targets import TargetRow, target_rows
from reporting.insights.charts import NARROW, WIDE, Bullet, LineChart, bullet, line_chart
from reporting.insights.heatmap import CoverageRow, HeatMap, coverage_rows, heat_map, step
from reporting.insights.people_list import Who
from reporting.insights.trend import Trend, trend
from reporting.query.scope import Scope
from reporting.query.units import Family, read_family

TARGETS_A_PAGE = 10


@dataclass(frozen=True)
class TargetLine:
    """A target with its bar and the addresses behind its figures."""

    row: TargetRow
    bar: Bullet
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
    family: Family
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


def gather(scope: Scope, page_number: str | None) -> Insights:
    """All figures of the page."""
    ground, family = Ground.of(scope.unit), read_family(scope)
    targets = target_rows(scope.viewer, scope.unit, day=scope.day, ground=ground)
    rows = coverage_rows(scope, family.below, ground=ground)
    heat, line = heat_map(scope, rows), trend(scope, ground)
    own = own_target(scope, targets)
    wide, narrow = (draw(scope, line, own, size) for size in (WIDE, NARROW))
    return Insights(
        scope=scope,
        family=family,
        level_name=name_level(ground.names, scope.skill, scope.level) if scope.skill else "",
        levels=tuple(level_choices(scope, ground.names)),
        posted=heat.rows[0].posted if heat.rows else 0,
        figure=next((row for row in rows if is_own(scope, row)), None),
        target=own,
        targets=Paginator(target_lines(scope, targets), TARGETS_A_PAGE).get_page(page_number),
        heat=heat,
        heat_lines=tuple(heat_lines(scope, heat)),
        posted_url=scope.query(who=Who.POSTED.value),
        lacking_url=scope.query(who=Who.LACKING.value),
        trend=line,
        wide=wide,
        narrow=narrow,
    )


def level_choices(scope: Scope, names: LevelNames) -> Iterable[tuple[int, str]]:
    """The top number of each named level, and the scope's own number if it is another."""
    for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1):
        if scope.skill and (number % 2 == 0 or number == scope.level):
            yield number, name_level(names, scope.skill, number)


def is_own(scope: Scope, row: CoverageRow) -> bool:
    return row.cell.unit == scope.unit and row.cell.skill == scope.skill


def own_target(scope: Scope, rows: Sequence[TargetRow]) -> TargetRow | None:
    """The unit's target for the skill and level: the next one due, else the last."""
    own = [
        row
        for row in rows
        if (row.target.agency, row.target.skill, row.target.level)
        == (scope.unit, scope.skill, scope.level)
    ]
    ahead = [row for row in own if row.target.due_on >= scope.day]
    return ahead[0] if ahead else own[-1] if own else None


def target_lines(scope: Scope, rows: Iterable[TargetRow]) -> list[TargetLine]:
    return [target_line(scope, row) for row in rows]


def target_line(scope: Scope, row: TargetRow) -> TargetLine:
    target = row.target
    of_target = {
        "unit": target.agency.code,
        "skill": target.skill.code,
        "level": target.level,
        "measure": Measure.HELD.value,
    }
    return TargetLine(
        row=row,
        bar=bullet(held=row.held, target=target.headcount, baseline=target.baseline),
        unit_url=scope.query(**of_target),
        held_url=scope.query(**of_target),
        gap_url=scope.query(**of_target, who=Who.LACKING.value),
    )


def heat_lines(scope: Scope, heat: HeatMap) -> Iterable[HeatLine]:
    for row in heat.rows:
        unit = row.unit.code
        yield HeatLine(
            unit=row.unit,
            posted=row.posted,
            cells=tuple(
                HeatCell(c, step(c, heat.most), scope.query(unit=unit, skill=c.cell.skill.code))
                for c in row.cells
            ),
            is_whole=row.is_whole,
            unit_url=scope.query(unit=unit),
            posted_url=scope.query(unit=unit, who=Who.POSTED.value),
        )


def draw(
    scope: Scope, line: Trend, own: TargetRow | None, size: tuple[int, int]
) -> LineChart | None:
    """The trend as a line; the target is drawn only where it is of the same measure."""
    is_held = scope.measure == Measure.HELD
    return line_chart(
        [(cell.day, cell.count) for cell in line.cells],
        [(phase.name, phase.starts_on, phase.ends_on) for phase in line.phases],
        target=own.target.headcount if own and is_held else None,
        size=size,
    )
