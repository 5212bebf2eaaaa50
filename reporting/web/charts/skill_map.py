"""Shows one skill by unit and level with the courses that teach it, and serves the table."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from people.access import has_role
from people.models import Role
from reporting.figures.subtree import UnitContext
from reporting.insights.heatmap import HeatValue, list_shown_levels, list_shown_skills
from reporting.insights.skill_map import build_skill_map
from reporting.output import build_coverage_sheet, describe_report
from reporting.query.parameters import ReportQuery
from reporting.query.units import load_relatives
from reporting.web.decorators import (
    query_status,
    read_heat_value,
    refuse_question,
    unit_trail,
    with_choices,
    with_report_query,
)
from reporting.web.files import serve_sheets
from reporting.web.forms import build_question_form


@with_report_query
@with_choices(show=HeatValue.values)
def show_skill_map(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show how many hold the skill at each level, unit by unit, and the courses of each level."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, unit_context.places)
    skill_map = build_skill_map(scope, relatives, unit_context)
    levels = list(list_shown_levels(scope, unit_context.names))
    form = build_question_form(scope, list_shown_skills(scope), levels)
    # All levels are shown: the one of the address only goes along to other pages.
    del form.fields["level"]
    name = scope.skill.name if scope.skill else ""
    context = {
        "scope": scope,
        "question": report_query,
        "map": replace(skill_map, heat=replace(skill_map.heat, value=read_heat_value(request))),
        "relatives": relatives,
        "values": HeatValue,
        "asked": form,
        "trail": [*unit_trail(scope, relatives, link_last=True), (name, "")],
        "back": reverse("reporting:insights") + scope.query(),
        "writes": has_role(scope.viewer, Role.Kind.TRAINER),
    }
    return render(request, "reporting/skill_map.html", context, status=query_status(report_query))


@with_report_query
def export_skill_map(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the figures of the page, a line for each unit and level."""
    if not report_query.is_valid:
        return refuse_question(request, report_query.form)
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, unit_context.places)
    sheet = build_coverage_sheet(build_skill_map(scope, relatives, unit_context).rows)
    address = reverse("reporting:skill_map") + scope.query()
    about = describe_report(scope, unit_context.names, address=address)
    code = scope.skill.code if scope.skill else ""
    name = "-".join(filter(None, ["skill", code, scope.unit.code, scope.measure, str(scope.day)]))
    return serve_sheets([replace(sheet, about=about)], suffix, name=name)
