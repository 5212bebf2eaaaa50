"""Closes the doors of work to whose role needs a second step at sign-in and who has none.

Every address is work but those listed here: a new one is closed until somebody says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import PermissionDenied

from people.accounts.second_step import must_set_up, read_requirements
from people.models import Person

# Sign-in, with the page where it is set up, and what machines ask.
_OPEN_PATHS = ("/accounts/", "/healthz", "/readyz", "/metrics")
_MACHINES = ("/api/", "/scim/")
# What people do as learners and as holders of an account and of certificates.
_OPEN_PAGES = {
    *("robots", "icon", "set_language", "wagtailadmin_logout", "change_password"),
    *("wagtail_serve", "wagtaildocs_serve", "lesson_file", "question_file"),
    *("courses:catalogue", "courses:course", "courses:enrol", "courses:renew", "courses:leave"),
    *("courses:lesson", "courses:quiz", "courses:attempt", "courses:my_learning"),
    *("courses:programme", "courses:begin_programme", "courses:renew_programme"),
    *("courses:leave_programme", "courses:follow_programme", "courses:ask_about_duty"),
    *("courses:hours", "courses:hours_statement", "courses:sessions", "courses:session"),
    *("courses:session_calendar", "courses:check_in", "courses:check_in_code"),
    *("courses:ask_for_attempt", "people:messages", "people:mark_read", "people:details"),
    *(
        "people:letters",
        "people:readers",
        "people:end_session",
        "people:change_email",
        "people:confirm_email",
    ),
    *("people:change_phone", "people:confirm_phone", "people:request_name", "people:own_data"),
    *("people:download_own_data", "people:erasure", "people:inventory"),
    *(
        "people:request_transfer",
        "people:withdraw_transfer",
        "people:claim_office",
        "people:choose_password",
    ),
    *("people:request_text", "people:send_code", "people:sign_in_by_code"),
    *("people:sign_in_by_link", "plan:plan"),
    *("people:card", "people:own_card", "people:end_own_card"),
}
# Files that are the same for everybody. Shared caches keep them: nobody reads who asks, or they
# would keep one for each cookie.
_PUBLIC_PATHS = ("/media/",)
_PUBLIC_FILES = {
    *("certification:kit", "certification:checkpoint"),
    *("reporting:public_plan", "reporting:public_json", "reporting:public_svg"),
    *("reporting:public_indices", "reporting:month_plan", "reporting:month_json"),
    *("reporting:month_svg", "reporting:month_indices"),
}
_OPEN_NAMESPACES = {"certification"}  # verifying, and one's own certificates


class SecondStepMiddleware:
    """Sends whoever works without the second step that their role needs to where it is set up.

    Who has one was asked for it when they signed in: allauth does that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        read_requirements()  # what is misspelt stops the start

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        # First what costs no query: most requests are those of learners.
        if is_open_page(request) or not isinstance(request.user, Person):
            return None
        if not must_set_up(request.user):
            return None
        if request.path_info.startswith(_MACHINES):
            return JsonResponse({"detail": _word_refusal()}, status=403)
        told = _("Your role needs a second step at sign-in. Set it up here, then go on working.")
        messages.warning(request, told)
        return redirect("mfa_index")


def is_open_page(request: HttpRequest) -> bool:
    """Return whether the page is no work: what learners and holders of an account do."""
    match = request.resolver_match
    is_named = match and (match.view_name in _OPEN_PAGES or match.namespace in _OPEN_NAMESPACES)
    return bool(is_named) or is_public_file(request) or request.path_info.startswith(_OPEN_PATHS)


def is_public_file(request: HttpRequest) -> bool:
    """Return whether the address serves everybody the same."""
    match = request.resolver_match
    is_named = match is not None and match.view_name in _PUBLIC_FILES
    return is_named or request.path_info.startswith(_PUBLIC_PATHS)


def _word_refusal() -> str:
    return _("Your role needs a second step at sign-in. Set it up on the site first.")


class StaffTokenAuthentication(TokenAuthentication):
    """Takes no token of whoever works without the second step that their role needs.

    The middleware does not see whose token it is: that is read after it.
    """

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        person, token = super().authenticate_credentials(key)
        if must_set_up(person):
            raise PermissionDenied(_word_refusal())
        return person, token
