"""Shows the people behind a step of a chain, to whoever may see them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from people.history import record_looks
from reporting.chain import StepKey, find_told, list_chain_people
from reporting.query.parameters import ReportQuery
from reporting.web.chain.asking import read_chain_question, read_step
from reporting.web.chain.steps import build_page_context
from reporting.web.decorators import query_status, with_report_query


@with_report_query
def show_chain_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show a page of who is in a step, or was lost there; of a small cohort nobody."""
    question = read_chain_question(request, report_query)
    (step, is_lost), subtree = read_step(request), question.context.subtree
    context = build_page_context(report_query, question)
    context |= {"step": step, "is_lost": is_lost, "smallest": settings.SMALLEST_GROUP}
    # Nobody has to answer: a list of those who did not would put them on the spot.
    is_named = not (is_lost and step == StepKey.ANSWERED)
    if is_named and find_told(question.cohort).tells_step(step):
        people = list_chain_people(
            question.cohort,
            step,
            lost=is_lost,
            subtree=subtree,
            page_number=request.GET.get("page"),
        )
        record_looks(report_query.scope.viewer, [row.person_id for row in people.page])
        context["people"] = people
    context["trail"] = [*context["trail"], (str(step.label), "")]
    context["back"] = reverse("reporting:chain") + question.query()
    return render(
        request, "reporting/chain/people.html", context, status=query_status(report_query)
    )
