"""Answers 304 when a reader already holds the page as it is."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from people.files import identify_release
from people.web import count_waiting_work, menu_sections


def build_page_etag(request: HttpRequest, *facts: Any) -> str:
    """Return a weak tag of all that a page shows: facts, language, who is signed in, release."""
    person = request.user
    menu = [*menu_sections(request), count_waiting_work(request)]
    who = [person.pk, person.get_full_name(), *menu] if person.pk else []
    # The page holds a form with the token of this cookie: a new cookie makes it another page.
    if "CSRF_COOKIE" not in request.META:
        get_token(request)
    csrf = request.META["CSRF_COOKIE"]
    seen = [identify_release(), get_language(), settings.LMS_DEMO, csrf, who, facts]
    return f'W/"{hashlib.sha256(repr(seen).encode()).hexdigest()[:32]}"'


def not_modified_response(request: HttpRequest, tag: str) -> HttpResponse | None:
    """Return the 304 or None."""
    # A page with a message for the person is always sent whole: it is shown once.
    if len(get_messages(request)):
        return None
    response = get_conditional_response(request, etag=tag)
    if response is not None:
        # The stored page keeps the policy it came with, and the nonces in it (django-csp
        # reads this attribute).
        response._csp_exempt = True  # type: ignore[attr-defined]
        _mark_private(response)
    return response


def set_etag(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    return _mark_private(response)


def _mark_private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
