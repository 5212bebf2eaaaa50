"""Shows a figure over a range of time that one chooses, each measure in a picture of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from plan.levels import LevelNames
from plan.models import Measure
from reporting.figures.coverage import KindCount, count_holders_by_kind
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.own_target import find_asked_target, find_own_target
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
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import read_choice
from reporting.web.decorators import with_choices, with_report_query
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
    relatives = load_relatives(scope, unit_context.places)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=unit_context)
    trends = list_trends(request, scope, unit_context, targets)
    context = {
        "level": scope.name_level(unit_context.names),
        "curves": [_draw_curve(own, trend, unit_context) for own, trend in trends if trend.cells],
        "ranges": TrendRange,
        "reach": read_trend_range(request),
        "both": "1" if _asks_both(request) else None,
        "target": request.GET.get("target") or None,
        "asked": _build_form(request, scope, unit_context.names),
        "trail": unit_trail(scope, relatives, page=_("Over time")),
    }
    return render_answer(request, "reporting/trend.html", report_query, context)


def _build_form(request: HttpRequest, scope: Scope, names: LevelNames) -> forms.Form:
    form = build_question_form(scope, names)
    if request.GET.get("target"):
        # It has a skill, a level and a measure of its own: what can be chosen is the day.
        for name in ("skill", "level", "measure"):
            form.fields[name].widget = forms.HiddenInput()
    return form


def list_trends(
    request: HttpRequest, scope: Scope, context: UnitContext, targets: Sequence[TargetRow]
) -> Iterator[tuple[Scope, Trend]]:
    """Yield the trends that the address asks for, by measure: the page and its file alike."""
    reach, asked = read_trend_range(request), request.GET.get("target", "")
    for measure in Measure if _asks_both(request) else [scope.measure]:
        own = replace(scope, measure=measure)
        yield own, build_trend(own, context, read_trend_target(own, targets, asked), reach)


def read_trend_target(scope: Scope, targets: Sequence[TargetRow], asked: str) -> TargetRow | None:
    """Return the target asked for, else the unit's own. Raise 404 for one that is not there."""
    if not asked:
        return find_own_target(scope, targets)
    # Security: a target of others and one that is not there get the same answer.
    if row := find_asked_target(scope, targets, asked):
        return row
    raise Http404


def read_trend_range(request: HttpRequest) -> TrendRange:
    """Return the range that the address asks for; an unknown one falls back to that of pages."""
    return read_choice(request, "range", TrendRange.EIGHTEEN)


def _asks_both(request: HttpRequest) -> bool:
    return request.GET.get("both") == "1"


def _draw_curve(scope: Scope, trend: Trend, context: UnitContext) -> Curve:
    wide, narrow = (build_line_chart(trend, size=size) for size in (WIDE_SIZE, NARROW_SIZE))
    last = trend.cells[-1]
    kinds = count_holders_by_kind(
        context.subtree.narrow_to([scope.unit], with_below=trend.with_below),
        (last.skill, last.level),
        day=last.day,
        measure=scope.measure,
        audience=trend.audience,
    )
    return Curve(scope, trend, kinds, wide, narrow)
