"""Shows a person what their year asks, what is done of it, and what it came to once closed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.hours.durations import round_hours
from courses.hours.years import LearningYear
from courses.models import ExemptionReason, YearCorrection, YearState
from courses.obligations.judging import OwnYear, read_own_year
from courses.web.hours.account import read_year, require_signed_in
from people.models import Person


def describe_year(person: Person, year: LearningYear) -> dict[str, Any]:
    """Return what pages show of a person's year."""
    own = read_own_year(person, year)
    return {
        "own": own,
        "year": year,
        "hours": _describe_hours(own),
        "current_label": _label_state(own),
        "exempt_label": _label_exemption(own),
        "corrections": list(
            YearCorrection.objects.filter(status=own.status).order_by("asked_at", "pk")
            if own.status
            else ()
        ),
    }


def _label_state(own: OwnYear) -> Any:
    """Return the name of the state of a closed year, as corrections left it."""
    current = getattr(own.status, "current_state", None)
    return YearState(current).label if current else ""


def _label_exemption(own: OwnYear) -> Any:
    reason = own.report and own.report.exempt_reason
    return ExemptionReason(reason).label if reason else ""


def _describe_hours(own: OwnYear) -> dict[str, float] | None:
    """Return hours asked and had, as they were frozen or are today."""
    if own.status:
        kept = own.status.facts.get("hours")
        return kept and {name: round_hours(minutes) for name, minutes in kept.items()}
    hours = own.report and own.report.hours
    if not hours:
        return None
    return {"total": round_hours(hours.total), "required": round_hours(hours.required)}


@require_safe
@never_cache
@login_required
def show_own_year(request: HttpRequest) -> HttpResponse:
    """Show the person's own year."""
    year = read_year(request)
    context = {
        **describe_year(require_signed_in(request), year),
        "is_current": year == LearningYear.current(),
    }
    return render(request, "courses/years/own.html", context)
