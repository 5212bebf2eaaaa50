"""Keeps sessions of sign-in cards short and small: half an hour, and no change of the account."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people.accounts.cards import read_working_card
from people.models import SignInCard
from people.web.second_step import is_open_page, is_public_file

SHARED_SESSION_KEY, _SEEN, _PIN = "shared_card", "shared_seen", "shared_pin"
_IDLE_SECONDS = 30 * 60
# The time of the last request is written so often at most.
_NOTED_EVERY = 60
# Who sits down at a machine that somebody left must not take the account along.
_CLOSED_PAGES = {
    *("people:change_email", "people:confirm_email", "people:change_phone"),
    *("people:confirm_phone", "people:own_data", "people:download_own_data", "people:erasure"),
    *("people:own_card", "people:choose_password", "people:request_transfer"),
    "people:claim_office",
}
_OPEN_ACCOUNT_PAGES = {"account_logout"}


def begin_shared_session(request: HttpRequest, card: SignInCard) -> None:
    """Make the session that is about to begin one of a shared machine."""
    request.session[SHARED_SESSION_KEY], request.session[_SEEN] = card.pk, time.time()
    # Read again: a first PIN was chosen a moment ago.
    request.session[_PIN] = SignInCard.objects.values_list("pin", flat=True).get(pk=card.pk)
    request.session.set_expiry(_IDLE_SECONDS)


class SharedMachineMiddleware:
    """Ends the session when its card works no more, and keeps it to what learners do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        # First what costs nothing: strangers have no session, and public files ask for none.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_public_file(request):
            return None
        pk = request.session.get(SHARED_SESSION_KEY)
        if pk is None or not request.user.is_authenticated:
            return None
        # Asked at each request: a card that is ended, a move, a new role and another PIN, chosen
        # because the one before is known, count at once.
        card = read_working_card(pk)
        is_same = (
            card and card.person_id == request.user.pk and card.pin == request.session.get(_PIN)
        )
        if not is_same:
            logout(request)
            return redirect("people:card")
        if request.session.get(_SEEN, 0) < time.time() - _NOTED_EVERY:
            request.session[_SEEN] = time.time()  # and with it the half hour begins anew
        if _is_open_here(request):
            return None
        told = _("Not on a shared machine. Sign in with your password on a device of your own.")
        messages.warning(request, told)
        return redirect("people:details")


def _is_open_here(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in _CLOSED_PAGES:
        return False
    if request.path_info.startswith("/accounts/"):
        return name in _OPEN_ACCOUNT_PAGES
    return is_open_page(request)
