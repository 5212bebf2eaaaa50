"""Shows a figure by groups of people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from plan.levels import load_level_names, name_level
from reporting.breakdowns import Dimension, build_breakdown
from reporting.figures.subtree import Subtree
from reporting.query.parameters import ReportQuery
from reporting.query.units import load_relatives
from reporting.web.decorators import query_status, unit_trail, with_report_query


@with_report_query
def show_breakdown(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show who holds the skill by gender, grade, position, town or country, or region."""
    scope, asked = report_query.scope, request.GET.get("by", "")
    dimension = Dimension(asked) if asked in Dimension.values else Dimension.GENDER
    places = Subtree.of([scope.unit], since=scope.day).places
    level = name_level(load_level_names(), scope.skill, scope.level) if scope.skill else ""
    trail = unit_trail(scope, load_relatives(scope, places), link_last=True)
    context = {
        "scope": scope,
        "question": report_query,
        "breakdown": build_breakdown(scope, dimension),
        "dimensions": Dimension,
        "level": level,
        "smallest": settings.SMALLEST_GROUP,
        "trail": [*trail, (_("By groups of people"), "")],
    }
    return render(request, "reporting/breakdown.html", context, status=query_status(report_query))
