"""Shows the chain of a year or phase as picture and table, and serves it as a file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.chain import build_chain
from reporting.insights.charts import build_funnel_bars
from reporting.output.chain import build_chain_sheet, describe_chain
from reporting.query.parameters import ReportQuery
from reporting.query.units import load_relatives
from reporting.web.answers import refuse_question, render_answer, unit_trail
from reporting.web.chain.asking import ChainQuestion, read_chain_question
from reporting.web.decorators import (
    with_day_until_today,
    with_no_day_to_come,
    with_report_query,
)
from reporting.web.files import name_file, serve_sheets
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
    return render_answer(request, "reporting/chain/chain.html", report_query, context)


def build_page_context(report_query: ReportQuery, question: ChainQuestion) -> dict[str, Any]:
    """Return what both pages of a chain show."""
    scope, context = report_query.scope, question.context
    relatives = load_relatives(scope, context.places)
    return {
        "asked": question,
        "year": question.year,
        "phase": question.phase,
        "period": question.period,
        "level": scope.name_level(context.names),
        "trail": unit_trail(scope, relatives, page=_("From enrolment to use")),
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
    skill = scope.skill.code if scope.skill else ""
    about_whom = (scope.unit.code, skill, f"level-{scope.level}", *question.cohort.years)
    name = name_file("chain", *about_whom, scope.day)
    return serve_sheets([build_chain_sheet(chain)], about, suffix, name=name)


def _link_chain(question: ChainQuestion) -> str:
    return reverse("reporting:chain") + question.query()
