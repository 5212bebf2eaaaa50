"""Draws figures in templates: addresses of a scope, bars of targets, shades of the heat map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from django import template
from django.utils import timezone

from people.models import Agency
from people.text.formatting import number
from people.text.languages import in_language
from plan.targets import TargetAudience
from reporting.figures.coverage import CoverageFigure, KindCount, sort_kinds
from reporting.figures.rosters import read_match
from reporting.figures.targets import TargetRow
from reporting.insights.charts import build_bullet_chart, build_pair_chart
from reporting.insights.compare import ComparedRow, Comparison
from reporting.insights.heatmap import CoverageRow, HeatMap, choose_shade
from reporting.insights.planning.what_if import Forecast, forecast_target
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


@register.inclusion_tag("components/chart_pair.html", name="pair_chart")
def draw_pair_chart(comparison: Comparison, row: ComparedRow) -> dict[str, object]:
    """Draw the two figures of a skill on the scale of all rows."""
    sides = (row.first, row.second)
    by_share = comparison.is_by_share
    first, second = (one.share if by_share else one.count for one in sides)
    start, end = (one.asked_share if by_share else one.asked for one in sides)
    bar = build_pair_chart(first, second, goals=(start, end), most=comparison.most)
    return {"bar": bar, "row": row, "comparison": comparison}


@register.inclusion_tag("reporting/_counted.html", name="counted")
def tell_counting(
    unit: Agency, day: dt.date, measure: str = "", name: str = "", rule: str = ""
) -> dict[str, object]:
    """Tell how well the people of the unit are known, and by which rule a measure is counted.

    A list of others than those of the measure has a ``rule`` of its own.
    """
    told = {"measure": measure, "name": name, "rule": rule}
    return told | {"match": read_match(unit, day), "is_ahead": day > timezone.localdate()}


@register.filter(name="kinds")
def list_figure_kinds(figure: CoverageFigure) -> list[KindCount]:
    """Return of what a figure consists, most first."""
    return sort_kinds(figure)


@register.filter(name="trend_lines")
def list_lines(trend: Trend) -> list[TrendLine]:
    """Return the lines of the table of a curve."""
    return list_trend_lines(trend)


@register.filter(name="signed")
def write_change(change: float | None) -> str:
    """Return a change with its sign, those in percentage points with one decimal."""
    if not change:
        return number(change)
    sign = "+" if change > 0 else "−"
    return sign + number(abs(change), 1 if isinstance(change, float) else None)


@register.filter(name="audience_query")
def write_audience(audience: TargetAudience | None) -> str:
    """Return the audience of a target as parts of an address, empty for everybody."""
    if not audience or audience.is_everybody:
        return ""
    parts = [("position", in_language(names)) for names in audience.positions]
    bounds = (("grade_from", audience.grade_from), ("grade_to", audience.grade_to))
    parts += [(name, str(bound)) for name, bound in bounds if bound is not None]
    return "&" + urlencode(parts)


@register.filter(name="pace")
def write_pace(people: float) -> str:
    """Return people a month, with a decimal where there is one, and a minus as of changes."""
    return ("−" if people < 0 else "") + number(abs(people), 1)


@register.filter(name="of_target")
def read_count(counts: Mapping[int, int], row: TargetRow) -> int | None:
    """Return what was counted for the target; None where it was not."""
    return counts.get(row.target.pk)


@register.filter(name="forecast")
def forecast_row(row: TargetRow, lacking: Mapping[int, int]) -> Forecast:
    """Return where the target leads by the paces of today; ``lacking`` counts by target."""
    return forecast_target(row, lacking=lacking.get(row.target.pk))


@register.filter(name="shade")
def shade_cell(row: CoverageRow, heat: HeatMap) -> int:
    """Return the shade of a cell of the map, 0 to 5."""
    return choose_shade(row, heat.most, by=heat.value)
