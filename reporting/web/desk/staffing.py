"""Shows who lacks what their post asks: in all of a unit, and requirement by requirement."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.models import Agency, Person
from people.text.languages import in_language
from people.web.office import UnitChoice, choose_unit, require_reader
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import ProfileRequirement, RoleProfile
from reporting.figures.profiles import StaffingFigure, count_staffing, list_staffing_by_unit

_ROWS_PER_PAGE = 50


@never_cache
@require_safe
@login_required
def show_staffing(request: HttpRequest) -> HttpResponse:
    """Show each requirement with who holds it in a unit and below, the largest gap first."""
    viewer = require_reader(request)
    place, unit = _choose_unit(request, viewer)
    day, names = timezone.localdate(), load_level_names()
    figures = count_staffing(unit, day=day)
    # What is asked and missing first; of a larger unit's minimum nothing is missing here.
    figures.sort(key=lambda figure: -(figure.gap or 0))
    page = Paginator(figures, _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_describe_staffing(figure, names) for figure in page],
        "day": day,
        **vars(place),
    }
    return render(request, "reporting/staffing.html", context)


@never_cache
@require_safe
@login_required
def show_requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one requirement unit by unit, each with a link to those who lack the skill."""
    viewer = require_reader(request)
    place, unit = _choose_unit(request, viewer)
    found = ProfileRequirement.objects.filter(profile__in=RoleProfile.objects.visible_to(viewer))
    row = get_object_or_404(found.select_related("profile__agency", "skill"), pk=pk)
    day, names = timezone.localdate(), load_level_names()
    figures = list_staffing_by_unit(unit, row, day=day)
    figures.sort(key=lambda figure: figure.held - figure.posted)
    page = Paginator(figures, _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "requirement": row,
        "position": in_language(row.profile.position),
        "level": name_level(names, row.skill, row.level),
        "page": page,
        "day": day,
        **vars(place),
    }
    return render(request, "reporting/staffing_by_unit.html", context)


def _choose_unit(request: HttpRequest, viewer: Person) -> tuple[UnitChoice, Agency]:
    """Return the unit asked for, else the first whose figures the viewer reads."""
    place = choose_unit(request, Agency.objects.figures_visible_to(viewer), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    return place, place.unit


def _describe_staffing(figure: StaffingFigure, names: LevelNames) -> dict[str, Any]:
    row = figure.requirement
    return {"figure": figure, "row": row, "level": name_level(names, row.skill, row.level)}
