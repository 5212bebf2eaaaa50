"""Lets people ask for a copy of all that is kept about them, and fetch it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.models import DataRequest
from people.privacy.own_data import ask_for_data, find_newest_request, get_end
from people.web.accounts.contacts import signed_in_person
from people.web.rate_limit import FORM_METHODS, limit_rate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limit_rate("own-data", exempt=FORM_METHODS)
def show_own_data(request: HttpRequest) -> HttpResponse:
    """Show how far the copy is; a POST asks for one."""
    person = signed_in_person(request)
    if request.method == "POST":
        ask_for_data(person, language=get_language() or person.language)
        messages.success(request, _("You are told when the copy is ready."))
        return redirect("people:own_data")
    row = find_newest_request(person)
    context = {"row": row, "ends_at": get_end(row) if row else None}
    return render(request, "people/privacy/own_data.html", context)


# With the password asked again: who finds a session open must not take everything along.
@never_cache
@require_safe
@login_required
@reauthentication_required
def download_own_data(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the zip to whom it is about; it is nobody else's, whatever their role."""
    mine = DataRequest.objects.filter(person=signed_in_person(request)).exclude(done_at=None)
    row = get_object_or_404(mine, pk=pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    # The day at home: the database keeps moments in UTC, where the day begins later.
    name = f"pyinnya-{timezone.localdate(row.asked_at).isoformat()}.zip"
    response = FileResponse(content, as_attachment=True, filename=name)
    response["Content-Type"] = "application/zip"
    return response
