"""Lets an office let identity systems in, and shut them out again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.access import agencies_for
from people.models import Person, Role, ScimToken
from people.scim import TokenRefused, give_token, revoke_token
from people.scim.tokens import does_work
from people.web.office.listing import require_reader
from people.web.office.unit_choice import choose_unit


class ConnectionForm(forms.Form):
    """Asks how the identity system is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of the system"),
        help_text=gettext_lazy("As your people know it, so that others see whose key it is."),
        max_length=60,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_connections(request: HttpRequest) -> HttpResponse:
    """Show which systems come in; a POST lets one in and tells its secret this once."""
    viewer = require_reader(request, Role.Kind.HR)
    place = choose_unit(request, agencies_for(viewer, Role.Kind.HR), needs_one=True)
    form, secret = ConnectionForm(request.POST or None), ""
    if request.method == "POST" and place.unit and form.is_valid():
        _token, secret = give_token(place.unit, form.cleaned_data["name"], by=viewer)
        form = ConnectionForm()
    context = {
        **vars(place),
        "form": form,
        "secret": secret,
        "address": request.build_absolute_uri("/scim/v2/"),
        "rows": _list_tokens(viewer),
    }
    return render(request, "people/office/connections.html", context)


@require_POST
@login_required
def revoke_connection(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut a system out for good."""
    viewer = require_reader(request, Role.Kind.HR)
    token = get_object_or_404(ScimToken.objects.visible_to(viewer), pk=pk)
    try:
        revoke_token(token, by=viewer)
    except TokenRefused:
        messages.error(request, _("This is not yours to end."))
    else:
        messages.success(request, _("The system is shut out."))
    return redirect("people:office_connections")


def _list_tokens(viewer: Person) -> list[tuple[ScimToken, bool]]:
    tokens = ScimToken.objects.visible_to(viewer).select_related("unit", "given_by", "revoked_by")
    return [(token, does_work(token)) for token in tokens]
