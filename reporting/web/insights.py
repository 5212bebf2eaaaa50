"""Shows the insights page."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from people.history import record_looks
from reporting.figures.targets import TargetState
from reporting.insights.heatmap import HeatValue
from reporting.insights.home import TargetGrouping, TargetOrder, TargetWish
from reporting.insights.page import gather_insights
from reporting.query.parameters import ReportQuery
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import read_choice
from reporting.web.decorators import with_choices, with_report_query
from reporting.web.forms import build_scope_form
from reporting.web.home.target_form import build_target_form


@with_report_query
@with_choices(
    state=TargetState.values,
    order=TargetOrder.values,
    group=TargetGrouping.values,
    show=HeatValue.values,
)
def show_insights(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show the figures, targets and charts of a unit."""
    scope = report_query.scope
    wish = TargetWish.read(request.GET.dict())
    gathered = gather_insights(scope, request.GET.get("page"), wish)
    record_looks(scope.viewer, [one.person.pk for one in gathered.losing.rows])
    heat = replace(gathered.heat, value=read_choice(request, "show", HeatValue.SHARE))
    insights = replace(gathered, heat=heat)
    context = {
        "insights": insights,
        "values": HeatValue,
        "form": build_scope_form(insights),
        "target_form": build_target_form(scope, insights.target_list.rows, wish),
        "target_query": scope.query(**wish.parts, table="targets"),
        "trail": unit_trail(scope, insights.relatives),
        "tops": report_query.tops,
    }
    return render_answer(request, "reporting/insights.html", report_query, context)
