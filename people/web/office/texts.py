"""Lets an office decide whether its people are reminded by short texts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.access import agencies_for
from people.accounts.sending import can_send_texts
from people.accounts.sending.text_reminders import allow_texts
from people.models import Role
from people.web.office.listing import require_reader
from people.web.office.unit_choice import choose_unit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_text_reminders(request: HttpRequest) -> HttpResponse:
    """Show whether texts leave for people of a unit and below it; a POST decides it."""
    person = require_reader(request, Role.Kind.HR)
    place = choose_unit(request, agencies_for(person, Role.Kind.HR), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    if request.method == "POST":
        allow_texts(place.unit, request.POST.get("act") == "allow", by=person)
        messages.success(request, _("Your choice is kept."))
        where = urlencode({"unit": place.unit.code})
        return redirect(f"{reverse('people:office_texts')}?{where}")
    above = place.unit.get_ancestors().filter(has_text_reminders=True)
    context = {**vars(place), "can_send": can_send_texts(), "sender": above.last()}
    return render(request, "people/office/texts.html", context)
