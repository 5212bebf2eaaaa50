"""Shows the desk of an office what the plan asks of its units, and how each target stands."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from people.access import has_role
from people.models import Role
from plan.models import Plan
from plan.secretariat import is_of_national_secretariat
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetState, count_states, list_target_rows
from reporting.insights.lacking import count_lacking
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer
from reporting.web.decorators import with_choices, with_day_until_today, with_report_query

_TARGETS_PER_PAGE = 25


@with_report_query
@with_choices(state=TargetState.values)
@with_day_until_today
def show_plan(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show the targets of a unit and of those below it, all or those in one state."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    rows = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=unit_context)
    state = request.GET.get("state")
    shown = [row for row in rows if row.state == state] if state in TargetState.values else rows
    page = Paginator(shown, _TARGETS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "relatives": load_relatives(scope, unit_context.places),
        "tops": report_query.tops,
        "plans": [(plan, plan.state_on(scope.day)) for plan in _list_plans(scope)],
        "states": count_states(rows),
        "state": state,
        "brings_files": is_of_national_secretariat(scope.viewer),
        "total": len(rows),
        "page": page,
        "without": count_lacking(list(page), unit_context),
        # The list of people tells of today only.
        "is_today": scope.day == timezone.localdate(),
    }
    return render_answer(request, "reporting/office_plan.html", report_query, context)


def _list_plans(scope: Scope) -> QuerySet[Plan]:
    """Return the plans, the leading one first; drafts are shown to who works at them."""
    works = has_role(scope.viewer, Role.Kind.SECRETARIAT)
    plans = Plan.objects.all() if works else Plan.objects.published(scope.day)
    return plans.order_by("-is_leading", "pk")
