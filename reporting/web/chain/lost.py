"""Shows the people behind a step of a chain to whoever may see them; serves them as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.bulk import list_kinds
from people.files import SheetRow
from people.history import record_looks
from people.web.office import begin_act_on
from reporting.chain import StepKey, find_told, list_chain_people
from reporting.chain.people import count_chain_people, find_chain_people
from reporting.output import describe_people
from reporting.output.chain import build_chain_people_sheet, describe_cohort
from reporting.query.parameters import ReportQuery
from reporting.web.answers import refuse_question, render_answer
from reporting.web.chain.asking import ChainQuestion, read_chain_question, read_step
from reporting.web.chain.steps import build_page_context
from reporting.web.decorators import (
    with_choices,
    with_day_until_today,
    with_no_day_to_come,
    with_posted_query,
    with_report_query,
)
from reporting.web.files import name_file, serve_sheets


@dataclass(frozen=True)
class _ListAsked:
    """Which list of a chain is asked for: those of a step, or those who were lost there."""

    question: ChainQuestion
    step: StepKey
    is_lost: bool

    @classmethod
    def read(cls, request: HttpRequest, report_query: ReportQuery) -> _ListAsked:
        return cls(read_chain_question(request, report_query), *read_step(request))

    @property
    def is_told(self) -> bool:
        """Return whether anybody of the list is named: of a small cohort nobody is."""
        # Nobody has to answer: a list of those who did not would put them on the spot.
        is_named = not (self.is_lost and self.step == StepKey.ANSWERED)
        return is_named and find_told(self.question.cohort).tells_step(self.step)

    @property
    def query(self) -> str:
        who = "lost" if self.is_lost else None
        return self.question.query(step=self.step.value, who=who)

    @property
    def address(self) -> str:
        return reverse("reporting:chain_people") + self.query


@with_report_query
@with_choices(step=StepKey.values, who=["lost"])
@with_day_until_today
def show_chain_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show a page of who is in a step, or was lost there; of a small cohort nobody."""
    asked = _ListAsked.read(request, report_query)
    context = build_page_context(report_query, asked.question)
    context |= {
        "step": asked.step,
        "is_lost": asked.is_lost,
        "smallest": settings.SMALLEST_GROUP,
        "own": asked.query,
        "kinds": list_kinds(report_query.scope.viewer),
    }
    if asked.is_told:
        people = list_chain_people(
            asked.question.cohort,
            asked.step,
            lost=asked.is_lost,
            subtree=asked.question.context.subtree,
            page_number=request.GET.get("page"),
        )
        record_looks(report_query.scope.viewer, [row.person_id for row in people.page])
        context["people"] = people
    context["back"] = reverse("reporting:chain") + asked.question.query()
    *units, (chain, _nowhere) = context["trail"]
    context["trail"] = [*units, (chain, context["back"]), (str(asked.step.label), "")]
    return render_answer(request, "reporting/chain/people.html", report_query, context)


@with_posted_query
@with_choices(step=StepKey.values, who=["lost"])
@with_no_day_to_come
def act_on_chain_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponseBase:
    """Take people of the list to the page that asks once more before an act on them."""
    asked = _ListAsked.read(request, report_query)
    # Nobody acts on whom the list does not name.
    if not report_query.is_valid or not asked.is_told:
        return redirect(f"{reverse('reporting:chain_people')}?{request.GET.urlencode()}")
    cohort, subtree = asked.question.cohort, asked.question.context.subtree
    found = find_chain_people(cohort, asked.step, lost=asked.is_lost, subtree=subtree)
    return begin_act_on(request, report_query.scope.viewer, found, back=asked.address)


@with_report_query
@with_choices(step=StepKey.values, who=["lost"])
@with_no_day_to_come
def export_chain_people(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve everybody whom the list of the same query names."""
    asked = _ListAsked.read(request, report_query)
    if not report_query.is_valid:
        return refuse_question(request, report_query.form)
    if not asked.is_told:
        # The page says why nobody is named.
        return redirect(asked.address)
    cohort, context = asked.question.cohort, asked.question.context
    sheet = build_chain_people_sheet(
        cohort, asked.step, lost=asked.is_lost, subtree=context.subtree
    )
    listed: list[SheetRow] = [[_("Step"), str(asked.step.label)]]
    listed += [[_("Listed"), _("Those who were lost there")]] if asked.is_lost else []
    counted = count_chain_people(cohort, asked.step, lost=asked.is_lost, subtree=context.subtree)
    listed += describe_people(counted)
    about = describe_cohort(cohort, context.names, address=asked.address, told=listed)
    return serve_sheets([sheet], about, suffix, name=_name_people_file(asked))


def _name_people_file(asked: _ListAsked) -> str:
    scope, years = asked.question.cohort.scope, asked.question.cohort.years
    skill = scope.skill.code if scope.skill else ""
    parts = [scope.unit.code, skill, f"level-{scope.level}", *sorted({years[0], years[-1]})]
    step = asked.step.value
    return name_file("chain", *parts, "lost" if asked.is_lost else "", step, scope.day)
