"""Finds a unit by what somebody types: its code, or words of its name."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from people.agencies import is_called, search_agencies
from people.models import Agency, Person, list_line_paths
from people.text import clean
from reporting.query.parameters import ReportQuery
from reporting.web.decorators import with_report_query

_MOST_SHOWN = 50
_LONGEST_TEXT = 200


@with_report_query
def find_units(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Open the one unit that is meant, or list those that fit; with the question as it was."""
    scope = report_query.scope
    text = clean(request.GET.get("q", "")[:_LONGEST_TEXT])
    visible = Agency.objects.figures_visible_to(scope.viewer)
    # One more than is shown, so that the page can say that there are more.
    found = list(search_agencies(visible, text).order_by("path")[: _MOST_SHOWN + 1])
    called = [unit for unit in found if is_called(unit, text)]
    for only in (found, called):
        if len(only) == 1:
            return redirect(reverse("reporting:insights") + scope.query(unit=only[0].code))
    context = {
        "scope": scope,
        "text": text,
        "units": _place_units(scope.viewer, found[:_MOST_SHOWN]),
        "has_more": len(found) > _MOST_SHOWN,
        "back": reverse("reporting:insights") + scope.query(),
    }
    return render(request, "reporting/find_units.html", context)


def _place_units(viewer: Person, units: Sequence[Agency]) -> list[tuple[Agency, list[Agency]]]:
    """Return each unit with those above it that the viewer may see: one query."""
    above = {path for unit in units for path in list_line_paths(unit.path)[:-1]}
    seen = Agency.objects.figures_visible_to(viewer).filter(path__in=above).order_by("path")
    by_path = {unit.path: unit for unit in seen}
    return [
        (unit, [one for path, one in by_path.items() if unit.path.startswith(path)])
        for unit in units
    ]
