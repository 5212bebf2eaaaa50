"""Serves the tables of the insights page as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from people.files import XLSX_CONTENT_TYPE, Sheet, write_csv, write_xlsx
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.output.tables import build_about_sheet, build_coverage_sheet, build_target_sheet
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.decorators import with_report_query


@with_report_query
def export_tables(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve all tables as a workbook, or the one that ``?table`` names as CSV."""
    # A page can show a default beside the error; a file would be kept as the answer.
    if not report_query.is_valid:
        context = {"question": report_query}
        return render(request, "reporting/wrong_question.html", context, status=400)
    scope = report_query.scope
    if suffix == "xlsx":
        name, response = "insights", _xlsx_response(scope)
    else:
        name = request.GET.get("table", "targets")
        response = _csv_response(scope, name)
    file_name = f"{name}-{scope.unit.code}-{scope.day}.{suffix}"
    response.headers["Content-Disposition"] = content_disposition_header(True, file_name)
    return response


def _xlsx_response(scope: Scope) -> HttpResponseBase:
    sheets = [*_build_sheets(scope).values(), build_about_sheet(scope)]
    return HttpResponse(write_xlsx(sheets), content_type=XLSX_CONTENT_TYPE)


def _csv_response(scope: Scope, name: str) -> HttpResponseBase:
    sheets = _build_sheets(scope)
    if name not in sheets:
        raise Http404
    # Streamed: a ministry has thousands of lines.
    return StreamingHttpResponse(write_csv(sheets[name]), content_type="text/csv; charset=utf-8")


def _build_sheets(scope: Scope) -> dict[str, Sheet]:
    """Return the tables of the page by name, counted by the page's own functions."""
    context = UnitContext.of(scope.unit, scope.day)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    rows = list_coverage_rows(scope, load_relatives(scope, context.places).below, context=context)
    return {"targets": build_target_sheet(targets), "coverage": build_coverage_sheet(rows)}
