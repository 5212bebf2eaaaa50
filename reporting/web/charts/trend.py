"""Shows a figure over a range of time that one chooses, each measure in a picture of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.levels import name_level
from plan.models import Measure
from reporting.figures.coverage import KindCount, count_holders_by_kind
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.heatmap import list_shown_levels, list_shown_skills
from reporting.insights.own_target import find_own_target
from reporting.insights.trend import (
    NARROW_SIZE,
    WIDE_SIZE,
    LineChart,
    Trend,
    TrendRange,
    build_line_chart,
    build_trend,
)
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.decorators import query_status, unit_trail, with_choices, with_report_query
from reporting.web.forms import build_question_form


@dataclass(frozen=True)
class Curve:
    """Holds one measure over time, drawn in two widths, and of what its last figure consists."""

    scope: Scope
    trend: Trend
    kinds: list[KindCount]
    wide: LineChart | None
    narrow: LineChart | None


@with_report_query
@with_choices(range=TrendRange.values)
def show_trend(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show the curve of the figure, and that of the other measure where both are asked."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    levels = list(list_shown_levels(scope, unit_context.names))
    relatives = load_relatives(scope, unit_context.places)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=unit_context)
    trends = list_trends(request, scope, unit_context, targets)
    context = {
        "scope": scope,
        "question": report_query,
        "level": name_level(unit_context.names, scope.skill, scope.level) if scope.skill else "",
        "curves": [_draw_curve(own, trend, unit_context) for own, trend in trends if trend.cells],
        "ranges": TrendRange,
        "reach": read_trend_range(request),
        "both": "1" if _asks_both(request) else None,
        "asked": build_question_form(scope, list_shown_skills(scope), levels),
        "trail": [*unit_trail(scope, relatives, link_last=True), (_("Over time"), "")],
        "back": reverse("reporting:insights") + scope.query(),
    }
    return render(request, "reporting/trend.html", context, status=query_status(report_query))


def list_trends(
    request: HttpRequest, scope: Scope, context: UnitContext, targets: Sequence[TargetRow]
) -> Iterator[tuple[Scope, Trend]]:
    """Yield the trends that the address asks for, by measure: the page and its file alike."""
    reach = read_trend_range(request)
    for measure in Measure if _asks_both(request) else [scope.measure]:
        own = replace(scope, measure=measure)
        yield own, build_trend(own, context, find_own_target(own, targets), reach)


def read_trend_range(request: HttpRequest) -> TrendRange:
    """Return the range that the address asks for; an unknown one falls back to that of pages."""
    asked = request.GET.get("range", "")
    return TrendRange(asked) if asked in TrendRange.values else TrendRange.EIGHTEEN


def _asks_both(request: HttpRequest) -> bool:
    return request.GET.get("both") == "1"


def _draw_curve(scope: Scope, trend: Trend, context: UnitContext) -> Curve:
    wide, narrow = (build_line_chart(trend, size=size) for size in (WIDE_SIZE, NARROW_SIZE))
    last = trend.cells[-1]
    kinds = count_holders_by_kind(
        context.subtree, (last.skill, last.level), day=last.day, measure=scope.measure
    )
    return Curve(scope, trend, kinds, wide, narrow)
