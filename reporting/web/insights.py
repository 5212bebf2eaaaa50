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

from reporting.figures.subtree import Ground
from reporting.figures.targets import target_rows
from reporting.insights.heatmap import coverage_rows
from reporting.insights.page import gather
from reporting.insights.people_list import Who, people_behind
from reporting.output.tables import (
    Table,
    about_table,
    coverage_table,
    target_table,
    write_csv,
    write_xlsx,
)
from reporting.query.scope import (
    NoRole,
    Question,
    Scope,
    UnitOutOfReach,
    read_question,
    top_units,
)
from reporting.query.units import Family, read_family
from reporting.web.forms import scope_form
from reporting.web.sign_off import to_sign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponseBase]


def asks(view: View) -> View:
    """Give the view the question; answer for people without a role and units out of reach."""

    @require_safe
    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            question = read_question(request)
        except NoRole:
            return render(request, "reporting/no_role.html", status=403)
        except UnitOutOfReach as error:
            raise Http404 from error
        return view(request, question, **kwargs)

    return answer


@asks
def show_insights(request: HttpRequest, question: Question) -> HttpResponse:
    scope = question.scope
    insights = gather(scope, request.GET.get("page"))
    context = {
        "insights": insights,
        "scope": scope,
        "question": question,
        "form": scope_form(insights),
        "trail": trail_of(scope, insights.family),
        "tops": [(top.name, scope.query(unit=top.code)) for top in top_units(scope.viewer)],
        "query": scope.query(),
    }
    return render(request, "reporting/insights.html", context, status=status_of(question))


@asks
def show_people(request: HttpRequest, question: Question) -> HttpResponse:
    scope, ground = question.scope, Ground.of(question.scope.unit)
    asked = request.GET.get("who", "")
    who = Who(asked) if asked in Who.values else Who.COUNTED
    people = people_behind(scope, who, request.GET.get("page"), ground)
    context = {
        "scope": scope,
        "people": people,
        "to_sign": to_sign(scope, people),
        "question": question,
        "trail": [*trail_of(scope, read_family(scope), link_last=True), (who.label, "")],
        "back": reverse("reporting:insights") + scope.query(),
        "levels": ground.names,
        "query": scope.query(),
    }
    return render(request, "reporting/people.html", context, status=status_of(question))


@asks
def export(request: HttpRequest, question: Question, suffix: str) -> HttpResponseBase:
    if not question.is_sound:
        return render(request, "reporting/wrong_question.html", {"question": question}, status=400)
    tables = dict(make_tables(question.scope))
    if suffix == "xlsx":
        sheets = [*tables.values(), about_table(question.scope)]
        response: HttpResponseBase = HttpResponse(write_xlsx(sheets), content_type=XLSX)
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


def make_tables(scope: Scope) -> Iterable[tuple[str, Table]]:
    """The tables of the page, by the same functions."""
    ground = Ground.of(scope.unit)
    targets = target_rows(scope.viewer, scope.unit, day=scope.day, ground=ground)
    yield "targets", target_table(scope, targets)
    rows = coverage_rows(scope, read_family(scope).below, ground=ground)
    yield "coverage", coverage_table(scope, rows)


def trail_of(scope: Scope, family: Family, *, link_last: bool = False) -> list[tuple[str, str]]:
    """Breadcrumbs of units down to the scope's own."""
    page = reverse("reporting:insights")
    above = [(unit.name, page + scope.query(unit=unit.code)) for unit in family.above]
    return [*above, (scope.unit.name, page + scope.query() if link_last else "")]


def status_of(question: Question) -> int:
    return 200 if question.is_sound else 400
