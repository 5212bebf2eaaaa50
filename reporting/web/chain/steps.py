"""Shows the chain of a year or phase as picture and table, and serves it as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.levels import name_level
from reporting.chain import build_chain
from reporting.insights.charts import build_funnel_bars
from reporting.output.chain import build_chain_sheet, describe_chain
from reporting.query.parameters import ReportQuery
from reporting.query.units import load_relatives
from reporting.web.chain.asking import ChainQuestion, read_chain_question
from reporting.web.decorators import (
    query_status,
    refuse_question,
    unit_trail,
    with_day_until_today,
    with_no_day_to_come,
    with_report_query,
)
from reporting.web.files import serve_sheets
from reporting.web.forms import build_skill_form


@with_report_query
@with_day_until_today
def show_chain(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show from enrolment on how many came how far."""
    question = read_chain_question(request, report_query)
    chain = build_chain(question.cohort, question.context.subtree)
    bars = build_funnel_bars([(step.people, step.of) for step in chain.steps])
    context = build_page_context(report_query, question) | {
        "chain": chain,
        "bars": list(zip(chain.steps, bars, strict=True)),
        "smallest": settings.SMALLEST_GROUP,
        "filters": build_skill_form(report_query.scope, question.context.names),
    }
    context["trail"][-1] = (_("From enrolment to use"), "")
    return render(
        request, "reporting/chain/chain.html", context, status=query_status(report_query)
    )


def build_page_context(report_query: ReportQuery, question: ChainQuestion) -> dict[str, Any]:
    """Return what both pages of a chain show."""
    scope, context = report_query.scope, question.context
    trail = unit_trail(scope, load_relatives(scope, context.places), link_last=True)
    return {
        "scope": scope,
        "question": report_query,
        "asked": question,
        "year": question.year,
        "phase": question.phase,
        "period": question.period,
        "level": name_level(context.names, scope.skill, scope.level) if scope.skill else "",
        "back": reverse("reporting:insights") + scope.query(),
        "trail": [*trail, (_("From enrolment to use"), _link_chain(question))],
    }


@with_report_query
@with_no_day_to_come
def export_chain(request: HttpRequest, report_query: ReportQuery, suffix: str) -> HttpResponseBase:
    """Serve the rows of the page as a file."""
    scope, question = report_query.scope, read_chain_question(request, report_query)
    if not report_query.is_valid:
        return refuse_question(request, report_query.form)
    chain = build_chain(question.cohort, question.context.subtree)
    about = describe_chain(chain, question.context.names, address=_link_chain(question))
    sheet = replace(build_chain_sheet(chain), about=about)
    skill = scope.skill.code if scope.skill else ""
    years = "-".join(str(year) for year in sorted({*question.cohort.years}))
    parts = ["chain", scope.unit.code, skill, f"level-{scope.level}", years]
    name = "-".join(filter(None, [*parts, scope.day.isoformat()]))
    return serve_sheets([sheet], suffix, name=name)


def _link_chain(question: ChainQuestion) -> str:
    return reverse("reporting:chain") + question.query()
