"""Shows who lacks what their post asks: in all of a unit, and requirement by requirement."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.files import SheetRow
from people.models import Agency, Person
from people.text.languages import in_language
from people.web.office import UnitChoice, choose_unit, require_reader
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import ProfileRequirement, RoleProfile
from reporting.figures.profiles import StaffingFigure, count_staffing, list_staffing_by_unit
from reporting.output import describe_unit
from reporting.output.planning.staffing import build_staffing_sheet, build_staffing_units_sheet
from reporting.web.files import serve_sheets

_ROWS_PER_PAGE = 50


@never_cache
@require_safe
@login_required
def show_staffing(request: HttpRequest) -> HttpResponse:
    """Show each requirement with who holds it in a unit and below, the largest gap first."""
    place, unit = _choose_unit(request, require_reader(request))
    day, names = timezone.localdate(), load_level_names()
    figures = _list_figures(unit, day)
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
def export_staffing(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Serve all requirements of the page as a file."""
    viewer = require_reader(request)
    unit, day = _choose_unit(request, viewer)[1], timezone.localdate()
    sheet = build_staffing_sheet(_list_figures(unit, day), load_level_names())
    about = _describe_file(viewer, unit, day, reverse("reporting:staffing"))
    name = f"staffing-{unit.code}-{day}"
    return serve_sheets([sheet], about, suffix, name=name)


@never_cache
@require_safe
@login_required
def show_requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one requirement unit by unit, each with a link to those who lack the skill."""
    viewer = require_reader(request)
    place, unit = _choose_unit(request, viewer)
    row, day, names = _get_requirement(viewer, pk), timezone.localdate(), load_level_names()
    figures = _list_unit_figures(unit, row, day)
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


@never_cache
@require_safe
@login_required
def export_requirement(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Serve one requirement unit by unit as a file."""
    viewer = require_reader(request)
    unit, day = _choose_unit(request, viewer)[1], timezone.localdate()
    row = _get_requirement(viewer, pk)
    sheet = build_staffing_units_sheet(_list_unit_figures(unit, row, day), load_level_names())
    about = _describe_file(viewer, unit, day, reverse("reporting:staffing_by_unit", args=[pk]))
    about.insert(3, [_("Position"), in_language(row.profile.position)])
    name = f"staffing-{unit.code}-{row.skill.code}-level-{row.level}-{day}"
    return serve_sheets([sheet], about, suffix, name=name)


def _list_figures(unit: Agency, day: dt.date) -> list[StaffingFigure]:
    """Return each requirement, the largest gap first; a larger unit's minimum has none here."""
    return sorted(count_staffing(unit, day=day), key=lambda figure: -(figure.gap or 0))


def _list_unit_figures(
    unit: Agency, row: ProfileRequirement, day: dt.date
) -> list[StaffingFigure]:
    """Return each unit of a requirement, those with most people without the skill first."""
    figures = list_staffing_by_unit(unit, row, day=day)
    return sorted(figures, key=lambda figure: figure.held - figure.posted)


def _get_requirement(viewer: Person, pk: int) -> ProfileRequirement:
    found = ProfileRequirement.objects.filter(profile__in=RoleProfile.objects.visible_to(viewer))
    return get_object_or_404(found.select_related("profile__agency", "skill"), pk=pk)


def _describe_file(viewer: Person, unit: Agency, day: dt.date, page: str) -> list[SheetRow]:
    rule = _(
        "Counted are people posted here today whose account is open. A skill is held by evidence "
        "that counts: own statements do not."
    )
    # Minimums are asked of each unit: nobody gets the gap from the numbers beside it.
    rule = f"{rule} {_('What one unit has beyond what is asked fills no gap of another.')}"
    address = f"{page}?{urlencode({'unit': unit.code})}"
    return describe_unit(viewer, unit, day, rule=rule, address=address)


def _choose_unit(request: HttpRequest, viewer: Person) -> tuple[UnitChoice, Agency]:
    """Return the unit asked for, else the first whose figures the viewer reads."""
    place = choose_unit(request, Agency.objects.figures_visible_to(viewer), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    return place, place.unit


def _describe_staffing(figure: StaffingFigure, names: LevelNames) -> dict[str, Any]:
    row = figure.requirement
    return {"figure": figure, "row": row, "level": name_level(names, row.skill, row.level)}
