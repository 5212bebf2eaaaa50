"""Ends one of a person's own sessions, such as that of a phone which was lost."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.web.accounts.contacts import signed_in_person
from people.web.rate_limit import limit_rate


@require_POST
@login_required
@limit_rate("own-account")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the person out there; here the menu does that."""
    others = UserSession.objects.filter(user=signed_in_person(request)).exclude(
        session_key=request.session.session_key
    )
    get_object_or_404(others, pk=pk).end()
    messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")
