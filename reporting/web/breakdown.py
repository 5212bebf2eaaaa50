"""Shows a figure by groups of people, and serves the groups as a file."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.levels import load_level_names
from plan.models import Measure
from reporting.breakdowns import Dimension, build_breakdown
from reporting.figures.subtree import Subtree
from reporting.output import describe_report
from reporting.output.groups import build_breakdown_sheet
from reporting.query.parameters import ReportQuery
from reporting.query.scope import name_measure
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.choices import read_choice
from reporting.web.decorators import with_choices, with_report_query, with_valid_query
from reporting.web.files import serve_sheets
from reporting.web.forms import build_skill_form


@with_report_query
@with_choices(by=Dimension.values)
def show_breakdown(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show who holds the skill by what is recorded of people, or by what proves it."""
    scope, dimension = report_query.scope, read_choice(request, "by", Dimension.GENDER)
    relatives = load_relatives(scope, Subtree.of([scope.unit], since=scope.day).places)
    names = load_level_names()
    context = {
        "breakdown": build_breakdown(scope, dimension),
        "asked": build_skill_form(scope, names),
        # Whatever the page before showed, groups are of those who hold the skill.
        "held": name_measure(Measure.HELD, scope.day),
        "dimensions": Dimension,
        "level": scope.name_level(names),
        "smallest": settings.SMALLEST_GROUP,
        "trail": unit_trail(scope, relatives, page=_("By groups of people")),
    }
    return render_answer(request, "reporting/breakdown.html", report_query, context)


@with_report_query
@with_choices(by=Dimension.values)
@with_valid_query
def export_breakdown(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the groups of the page as a file: what is hidden there is hidden here."""
    scope, dimension = report_query.scope, read_choice(request, "by", Dimension.GENDER)
    held = replace(scope, measure=Measure.HELD)
    sheet = build_breakdown_sheet(build_breakdown(scope, dimension), held.measure_name)
    address = reverse("reporting:breakdown") + scope.query(by=dimension.value)
    about = describe_report(held, load_level_names(), address=address)
    skill = scope.skill.code if scope.skill else "none"
    name = f"groups-{dimension.value}-{scope.unit.code}-{skill}-level-{scope.level}-{scope.day}"
    return serve_sheets([sheet], about, suffix, name=name)
