"""Shows which skills of the plan have no current course, and serves the list as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from people.access import has_role
from people.models import Role
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.planning.languages import list_needed_languages, name_languages
from reporting.insights.planning.supply import SupplyRow, SupplyState, list_supply
from reporting.output import describe_unit
from reporting.output.planning.supply import build_supply_sheet
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.decorators import with_report_query, with_valid_query
from reporting.web.files import serve_sheets


@with_report_query
def show_supply(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show each skill that targets still ask, those without a course first."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    languages = list_needed_languages(unit_context.subtree, scope.day)
    rows = _list_supply_rows(scope, unit_context, languages)
    relatives = load_relatives(scope, unit_context.places)
    context = {
        "rows": rows,
        "languages": name_languages(languages),
        "share": settings.NEEDED_LANGUAGE_SHARE,
        "smallest": settings.SMALLEST_GROUP,
        "missing": sum(row.state != SupplyState.TAUGHT for row in rows),
        "trail": unit_trail(scope, relatives, page=_("Courses for the plan")),
        "writes": has_role(scope.viewer, Role.Kind.TRAINER),
    }
    return render_answer(request, "reporting/supply.html", report_query, context)


@with_report_query
@with_valid_query
def export_supply(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the rows of the page as a file."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    languages = list_needed_languages(unit_context.subtree, scope.day)
    sheet = build_supply_sheet(_list_supply_rows(scope, unit_context, languages))
    about = describe_unit(
        scope.viewer,
        scope.unit,
        scope.day,
        subject=[[_("Languages needed"), name_languages(languages)]],
        rule=_("Skills of targets that are neither past nor reached, and published courses."),
        address=reverse("reporting:supply") + scope.query(),
    )
    name = f"supply-{scope.unit.code}-{scope.day}"
    return serve_sheets([sheet], about, suffix, name=name)


def _list_supply_rows(
    scope: Scope, context: UnitContext, languages: Sequence[str]
) -> list[SupplyRow]:
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    return list_supply(scope.viewer, targets, context.names, day=scope.day, languages=languages)
