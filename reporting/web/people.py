"""Shows the people behind a figure."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from certification.evidence import SUPERVISOR_ROLES
from certification.models import Evidence
from people.access import has_role_over
from people.bulk import list_kinds
from people.history import record_looks
from people.web import parse_primary_key
from people.web.office import begin_act_on
from plan.models import Measure, Target
from reporting.figures.subtree import UnitContext
from reporting.insights.people_asked import ONLY_HERE, PeopleAsked, PeopleFilter
from reporting.insights.people_list import PeoplePage, find_visible_people, list_people
from reporting.insights.skill_table import LackingOrder, read_skill_table
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import read_choice
from reporting.web.decorators import with_choices, with_posted_query, with_report_query


@with_report_query
@with_choices(who=PeopleFilter.values, kind=Evidence.COUNTED, below=[ONLY_HERE])
def show_counted_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show a page of the people, each with a link to sign off skills where the viewer may."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    asked = read_people_asked(request, scope)
    people = list_people(scope, asked, request.GET.get("page"), unit_context)
    record_looks(scope.viewer, [row.person.pk for row in people.rows])
    relatives = load_relatives(scope, unit_context.places)
    context = {
        "people": people,
        "asked": scope.query(**people.asked.parts),
        "lacking": scope.query(**replace(people.asked, who=PeopleFilter.LACKING).parts),
        "level": scope.name_level(unit_context.names),
        "to_sign": _signable_people(scope, people),
        "trail": unit_trail(scope, relatives, page=str(asked.who.label)),
        "proofs": _list_proofs(people, scope),
        "kinds": list_kinds(scope.viewer),
        "closest": _link_closest(people, scope),
    }
    return render_answer(request, "reporting/people.html", report_query, context)


@with_posted_query
@with_choices(who=PeopleFilter.values, kind=Evidence.COUNTED, below=[ONLY_HERE])
def act_on_counted_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponseBase:
    """Take people of the list to the page that asks once more before an act on them."""
    if not report_query.is_valid:
        # Nobody acts on whom they did not ask for: the page says what is wrong.
        return redirect(f"{reverse('reporting:people')}?{request.GET.urlencode()}")
    scope, asked = report_query.scope, read_people_asked(request, report_query.scope)
    found = find_visible_people(scope, asked, UnitContext.of(scope.unit, scope.day))
    back = reverse("reporting:people") + scope.query(**asked.parts)
    return begin_act_on(request, scope.viewer, found, back=back)


def read_people_asked(request: HttpRequest, scope: Scope) -> PeopleAsked:
    """Return which people the address asks for. Raise 404 for a target out of reach."""
    kind = request.GET.get("kind", "")
    return PeopleAsked(
        # An unknown value falls back to those counted; the page says what it lists.
        read_choice(request, "who", PeopleFilter.COUNTED),
        kind if kind in Evidence.COUNTED else "",
        request.GET.get("below") == ONLY_HERE,
        _find_target(scope, request.GET.get("target", "")),
    )


def _find_target(scope: Scope, text: str) -> Target | None:
    """Return the target, as it was on the day, to whose people the list is narrowed."""
    if not text:
        return None
    # Security: a target of others and one that is not there get the same answer.
    targets = Target.objects.visible_to(scope.viewer)
    return get_object_or_404(targets, pk=parse_primary_key(text)).as_of(scope.day)


def _list_proofs(people: PeoplePage, scope: Scope) -> list[tuple[str, str, str]]:
    """Return the kinds by which the list can be narrowed, with their words and addresses."""
    if people.who != PeopleFilter.COUNTED or scope.skill is None:
        return []
    kinds = Evidence.COMPLETIONS if scope.measure == Measure.TRAINED else Evidence.COUNTED
    choices = [("", gettext("All")), *((kind.value, str(kind.label)) for kind in kinds)]
    return [
        (kind, words, scope.query(**replace(people.asked, kind=kind).parts))
        for kind, words in choices
    ]


def _link_closest(people: PeoplePage, scope: Scope) -> str:
    """Return the address that has the closest of the list first; "" where there is none.

    The table of people and skills tells of today, and of what the unit asks.
    """
    is_today = scope.day == timezone.localdate()
    if not (people.rows and people.who.lacks_skill and scope.skill and is_today):
        return ""
    target = people.asked.target
    key = f"target:{target.pk}" if target else f"{scope.skill.code}:{scope.level}"
    if not read_skill_table(scope.viewer, scope.unit, day=scope.day).find_column(key):
        return ""
    query = {"unit": scope.unit.code, "lacks": key, "order": LackingOrder.CLOSEST.value}
    return f"{reverse('reporting:skill_table')}?{urlencode(query)}"


def _signable_people(scope: Scope, people: PeoplePage) -> set[int]:
    """Return the ids of those whose skills the viewer may sign off; no query."""
    # This decides about a link only; the sign-off page checks again.
    return {
        row.person.pk
        for row in people.rows
        if row.agency and row.person != scope.viewer
        if any(has_role_over(scope.viewer, kind, row.agency) for kind in SUPERVISOR_ROLES)
    }
