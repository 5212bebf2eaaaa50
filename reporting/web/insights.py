"""Shows the insights page, the people behind its figures, and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.insights.page import gather_insights
from reporting.insights.people_list import PeopleFilter, list_people
from reporting.output.tables import (
    Sheet,
    build_about_sheet,
    build_coverage_sheet,
    build_target_sheet,
    write_csv,
    write_xlsx,
)
from reporting.query.scope import (
    NoReportingRole,
    ReportQuery,
    Scope,
    UnitOutOfReach,
    read_report_query,
    top_units,
)
from reporting.query.units import UnitRelatives, load_relatives
from reporting.web.forms import build_scope_form
from reporting.web.sign_off import signable_people

_XLSX_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_View = Callable[..., HttpResponseBase]


def _with_report_query(view: _View) -> _View:
    """Give the view the question; answer for people without a role and units out of reach."""

    @require_safe
    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            question = read_report_query(request)
        except NoReportingRole:
            return render(request, "reporting/no_role.html", status=403)
        except UnitOutOfReach as error:
            raise Http404 from error
        return view(request, question, **kwargs)

    return answer


@_with_report_query
def show_insights(request: HttpRequest, question: ReportQuery) -> HttpResponse:
    scope = question.scope
    insights = gather_insights(scope, request.GET.get("page"))
    context = {
        "insights": insights,
        "scope": scope,
        "question": question,
        "form": build_scope_form(insights),
        "trail": _unit_trail(scope, insights.family),
        "tops": [(top.name, scope.query(unit=top.code)) for top in top_units(scope.viewer)],
        "query": scope.query(),
    }
    return render(request, "reporting/insights.html", context, status=_query_status(question))


@_with_report_query
def show_people(request: HttpRequest, question: ReportQuery) -> HttpResponse:
    scope, ground = question.scope, UnitContext.of(question.scope.unit)
    asked = request.GET.get("who", "")
    who = PeopleFilter(asked) if asked in PeopleFilter.values else PeopleFilter.COUNTED
    people = list_people(scope, who, request.GET.get("page"), ground)
    context = {
        "scope": scope,
        "people": people,
        "to_sign": signable_people(scope, people),
        "question": question,
        "trail": [*_unit_trail(scope, load_relatives(scope), link_last=True), (who.label, "")],
        "back": reverse("reporting:insights") + scope.query(),
        "levels": ground.names,
        "query": scope.query(),
    }
    return render(request, "reporting/people.html", context, status=_query_status(question))


@_with_report_query
def export_tables(request: HttpRequest, question: ReportQuery, suffix: str) -> HttpResponseBase:
    if not question.is_valid:
        return render(request, "reporting/wrong_question.html", {"question": question}, status=400)
    tables = dict(_build_sheets(question.scope))
    if suffix == "xlsx":
        sheets = [*tables.values(), build_about_sheet(question.scope)]
        response: HttpResponseBase = HttpResponse(
            write_xlsx(sheets), content_type=_XLSX_CONTENT_TYPE
        )
        name = "insights"
    else:
        name = request.GET.get("table", "targets")
        if name not in tables:
            raise Http404
        lines = write_csv(tables[name])
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    file_name = f"{name}-{question.scope.unit.code}-{question.scope.day}.{suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name)
    return response


def _build_sheets(scope: Scope) -> Iterable[tuple[str, Sheet]]:
    """The tables of the page, by the same functions."""
    ground = UnitContext.of(scope.unit)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, ground=ground)
    yield "targets", build_target_sheet(scope, targets)
    rows = list_coverage_rows(scope, load_relatives(scope).below, ground=ground)
    yield "coverage", build_coverage_sheet(scope, rows)


def _unit_trail(
    scope: Scope, family: UnitRelatives, *, link_last: bool = False
) -> list[tuple[str, str]]:
    """Breadcrumbs of units down to the scope's own."""
    page = reverse("reporting:insights")
    above = [(unit.name, page + scope.query(unit=unit.code)) for unit in family.above]
    return [*above, (scope.unit.name, page + scope.query() if link_last else "")]


def _query_status(question: ReportQuery) -> int:
    return 200 if question.is_valid else 400
