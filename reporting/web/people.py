"""Shows the people behind a figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from certification.evidence import SUPERVISOR_ROLES
from certification.models import Evidence
from people.access import has_role_over
from people.bulk import list_kinds
from people.history import record_looks
from people.web.office import begin_act_on
from plan.levels import name_level
from plan.models import Measure
from reporting.figures.rosters import read_matches
from reporting.figures.subtree import UnitContext
from reporting.insights.people_list import (
    PeopleFilter,
    PeoplePage,
    find_visible_people,
    list_people,
)
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.decorators import query_status, unit_trail, with_posted_query, with_report_query


@with_report_query
def show_counted_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show a page of the people, each with a link to sign off skills where the viewer may."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    people_filter = read_people_filter(request)
    kind = read_kind(request)
    people = list_people(scope, people_filter, request.GET.get("page"), unit_context, kind)
    record_looks(scope.viewer, [row.person.pk for row in people.rows])
    trail = unit_trail(scope, load_relatives(scope, unit_context.places), link_last=True)
    context = {
        "scope": scope,
        "people": people,
        "match": read_matches(unit_context.subtree, scope.day)[scope.unit.pk],
        "level": name_level(unit_context.names, scope.skill, scope.level) if scope.skill else "",
        "to_sign": _signable_people(scope, people),
        "question": report_query,
        "trail": [*trail, (people_filter.label, "")],
        "proofs": _list_proofs(people, scope),
        "back": reverse("reporting:insights") + scope.query(),
        "kinds": list_kinds(scope.viewer),
    }
    return render(request, "reporting/people.html", context, status=query_status(report_query))


@with_posted_query
def act_on_counted_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponseBase:
    """Take people of the list to the page that asks once more before an act on them."""
    if not report_query.is_valid:
        # Nobody acts on whom they did not ask for: the page says what is wrong.
        return redirect(f"{reverse('reporting:people')}?{request.GET.urlencode()}")
    scope, people_filter = report_query.scope, read_people_filter(request)
    kind, context = read_kind(request), UnitContext.of(scope.unit, scope.day)
    found = find_visible_people(scope, people_filter, context, kind)
    back = reverse("reporting:people") + scope.query(who=people_filter.value, kind=kind or None)
    return begin_act_on(request, scope.viewer, found, back=back)


def read_people_filter(request: HttpRequest) -> PeopleFilter:
    """Return which people the address asks for."""
    asked = request.GET.get("who", "")
    # An unknown value falls back to those counted; the page says what it lists.
    return PeopleFilter(asked) if asked in PeopleFilter.values else PeopleFilter.COUNTED


def read_kind(request: HttpRequest) -> str:
    """Return the kind of proof that the address asks for, empty for all."""
    asked = request.GET.get("kind", "")
    return asked if asked in Evidence.COUNTED else ""


def _list_proofs(people: PeoplePage, scope: Scope) -> list[tuple[str, str]]:
    """Return the kinds by which the list can be narrowed, with their words."""
    if people.who != PeopleFilter.COUNTED or scope.skill is None:
        return []
    kinds = Evidence.COMPLETIONS if scope.measure == Measure.TRAINED else Evidence.COUNTED
    return [("", gettext("All")), *((kind.value, str(kind.label)) for kind in kinds)]


def _signable_people(scope: Scope, people: PeoplePage) -> set[int]:
    """Return the ids of those whose skills the viewer may sign off; no query."""
    # This decides about a link only; the sign-off page checks again.
    return {
        row.person.pk
        for row in people.rows
        if row.agency and row.person != scope.viewer
        if any(has_role_over(scope.viewer, kind, row.agency) for kind in SUPERVISOR_ROLES)
    }
