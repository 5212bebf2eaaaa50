"""Draws figures in templates: addresses of a scope, bars of targets, shades of the heat map."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from reporting.figures.targets import TargetRow
from reporting.insights.charts import build_bullet_chart
from reporting.insights.heatmap import CoverageRow, HeatMap, choose_shade
from reporting.insights.trend import Trend, TrendLine, list_trend_lines
from reporting.query.scope import Scope

register = template.Library()


@register.simple_tag(name="query")
def write_query(scope: Scope, **changes: object) -> str:
    """Return the scope as an address's query, with changes: ``{% query scope who="posted" %}``."""
    return scope.query(**changes)


@register.inclusion_tag("components/chart_bullet.html", name="bullet_chart")
def draw_bullet_chart(held: int, target: int, baseline: int) -> dict[str, object]:
    """Draw the bar of a target."""
    numbers = {"held": held, "target": target, "baseline": baseline}
    return {**numbers, "bar": build_bullet_chart(**numbers)}


@register.filter(name="trend_lines")
def list_lines(trend: Trend) -> list[TrendLine]:
    """Return the lines of the table of a curve."""
    return list_trend_lines(trend)


@register.filter(name="lacking")
def read_lacking(counts: Mapping[int, int], row: TargetRow) -> int | None:
    """Return how many lack what the target asks; None where it was not counted."""
    return counts.get(row.target.pk)


@register.filter(name="shade")
def shade_cell(row: CoverageRow, heat: HeatMap) -> int:
    """Return the shade of a cell of the map, 0 to 5."""
    return choose_shade(row, heat.most, by=heat.value)
