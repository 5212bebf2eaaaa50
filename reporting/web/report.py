"""Serves the report of a unit on paper, for the desk of a minister."""

from __future__ import annotations

from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from people.web import limit_rate
from plan.levels import load_level_names
from reporting.insights.report import gather_report
from reporting.output import describe_report
from reporting.query.parameters import ReportQuery
from reporting.web.decorators import with_report_query


@with_report_query
@limit_rate("report")
def print_report(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Serve the report as PDF in the language of the address; its length is bounded."""
    if not report_query.is_valid:
        context = {"question": report_query}
        return render(request, "reporting/wrong_question.html", context, status=400)
    scope = report_query.scope
    address = reverse("reporting:insights") + scope.query()
    about = describe_report(scope, load_level_names(), address=address)
    # Drawn while one waits: four sheets take about a second. Loaded here, as Pango may be missing.
    draw = import_module("reporting.output.report_pdf").render_report
    content = draw(gather_report(scope), about)
    name = f"report-{scope.unit.code}-{scope.day}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name) or ""}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
