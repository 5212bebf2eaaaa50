"""Serves the report of a unit on paper, for the desk of a minister: at once, or by the worker."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.models import Person
from people.web import limit_rate
from reporting.letters.reports import (
    ask_for_report,
    draw_report,
    find_last_report,
    find_other_report,
    is_long,
    read_report_scope,
)
from reporting.models import ReportFile
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope, may_read_figures
from reporting.web.answers import refuse_question
from reporting.web.decorators import (
    get_viewer,
    with_posted_query,
    with_report_query,
    with_valid_query,
)


@with_report_query
@limit_rate("report")
def print_report(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Serve the report of a small unit in the language of the address; its length is bounded."""
    if not report_query.is_valid:
        return refuse_question(request, report_query.form)
    scope = report_query.scope
    if is_long(scope.unit):
        return redirect(reverse("reporting:report_page") + scope.query())
    # Drawn while one waits: four sheets take about a second.
    headers = {"Content-Disposition": _name_report_file(scope)}
    return HttpResponse(draw_report(scope), content_type="application/pdf", headers=headers)


@with_report_query
@with_valid_query
def show_report_page(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Offer the report of the question: at once, or drawn by the worker where it is long."""
    scope, shown_in = report_query.scope, get_language() or "my"
    context = {
        "scope": scope,
        "is_long": is_long(scope.unit),
        "row": None,
        "last": find_last_report(scope, shown_in=shown_in),
        "other": find_other_report(scope, shown_in=shown_in),
    }
    return render(request, "reporting/report_page.html", context)


@with_posted_query
@limit_rate("report")
def ask_report(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Have the worker draw the report, and lead to the page that says how far it is."""
    if not report_query.is_valid:
        return refuse_question(request, report_query.form)
    scope, shown_in = report_query.scope, get_language() or "my"
    row = ask_for_report(scope, shown_in=shown_in)
    if find_other_report(scope, shown_in=shown_in):
        return redirect(reverse("reporting:report_page") + scope.query())
    return redirect("reporting:report_file", row.pk)


@never_cache
@require_safe
@login_required
def show_report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Show whether the report is drawn, and where it is."""
    row = _get_row(get_viewer(request), pk)
    context = {"scope": read_report_scope(row), "is_long": True, "row": row}
    return render(request, "reporting/report_page.html", context)


@never_cache
@require_safe
@login_required
def download_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the report to who asked for it."""
    row = _get_row(get_viewer(request), pk)
    if row.done_at is None:
        raise Http404
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = _name_report_file(read_report_scope(row))
    return response


def _get_row(viewer: Person, pk: int) -> ReportFile:
    # Security: of others, and of a unit that one reads no more, there is nothing here.
    rows = ReportFile.objects.filter(asked_by=viewer)
    row = get_object_or_404(rows.select_related("asked_by", "unit", "skill"), pk=pk)
    if not may_read_figures(viewer, row.unit):
        raise Http404
    return row


def _name_report_file(scope: Scope) -> str:
    name = f"report-{scope.unit.code}-{scope.day}.pdf"
    return content_disposition_header(False, name) or ""
