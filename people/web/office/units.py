"""Shows an office its units: how many serve in each, and who manages them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.directory.headcounts import count_unposted, list_units
from people.models import Agency
from people.web.office.listing import require_reader
from people.web.office.unit_choice import choose_unit


@never_cache
@require_safe
@login_required
def show_units(request: HttpRequest) -> HttpResponse:
    """Show a unit and those below it, or the viewer's offices."""
    viewer = require_reader(request)
    place = choose_unit(request, Agency.objects.visible_to(viewer))
    context = {
        **vars(place),
        "lines": list_units(viewer, place.unit),
        "unposted": 0 if place.unit else count_unposted(viewer),
    }
    return render(request, "people/office/units.html", context)
