"""Shows one skill by unit and level with the courses that teach it, and serves the table."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from people.access import has_role
from people.models import Role
from reporting.figures.subtree import UnitContext
from reporting.insights.heatmap import HeatValue
from reporting.insights.skill_map import build_skill_map
from reporting.output import build_coverage_sheet, describe_report
from reporting.query.parameters import ReportQuery
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import read_choice
from reporting.web.decorators import with_choices, with_report_query, with_valid_query
from reporting.web.files import name_file, serve_sheets
from reporting.web.forms import build_question_form


@with_report_query
@with_choices(show=HeatValue.values)
def show_skill_map(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show how many hold the skill at each level, unit by unit, and the courses of each level."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, unit_context.places)
    skill_map = build_skill_map(scope, relatives, unit_context)
    form = build_question_form(scope, unit_context.names)
    # All levels are shown: the one of the address only goes along to other pages.
    del form.fields["level"]
    name = scope.skill.name if scope.skill else ""
    heat = replace(skill_map.heat, value=read_choice(request, "show", HeatValue.SHARE))
    context = {
        "map": replace(skill_map, heat=heat),
        "relatives": relatives,
        "values": HeatValue,
        "asked": form,
        "trail": unit_trail(scope, relatives, page=name),
        "writes": has_role(scope.viewer, Role.Kind.TRAINER),
    }
    return render_answer(request, "reporting/skill_map.html", report_query, context)


@with_report_query
@with_valid_query
def export_skill_map(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the figures of the page, a line for each unit and level."""
    scope = report_query.scope
    unit_context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, unit_context.places)
    sheet = build_coverage_sheet(build_skill_map(scope, relatives, unit_context).rows)
    address = reverse("reporting:skill_map") + scope.query()
    about = describe_report(scope, unit_context.names, address=address)
    code = scope.skill.code if scope.skill else ""
    name = name_file("skill", code, scope.unit.code, scope.measure, scope.day)
    return serve_sheets([sheet], about, suffix, name=name)
