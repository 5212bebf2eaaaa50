"""Refuses requests that no browser sends, before their body is read."""

import codecs
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

EDITORS = "/cms/"
ACCOUNTS = "/accounts/"
API = "/api/"
ENCODINGS = ("utf-8", "ascii")


class RequestLimitsMiddleware:
    """Answers 404 to NUL bytes, 415 to foreign encodings and 413 to bodies that are too large."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Refuse here: person and language are known, and nobody has read the body yet.

        Django runs every ``__call__`` before the first ``process_view``, and this middleware
        stands before all that read ``request.POST`` in theirs (CSRF does).
        """
        if "\0" in request.path_info:  # PostgreSQL refuses a NUL in text with an error
            return _refuse_address(request)
        if _has_foreign_encoding(request):
            return _refuse_unreadable(request, 415) or render(request, "400.html", status=415)
        return _refuse_large_body(request) if _is_too_large(request) else None


def handle_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 where a form without files exceeds what Django reads into memory."""
    if isinstance(exception, RequestDataTooBig):
        return _refuse_large_body(request)
    return _refuse_unreadable(request, 400) or bad_request(request, exception)


def _is_of_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)


def _refuse_address(request: HttpRequest) -> HttpResponse:
    if _is_of_api(request):
        return JsonResponse({"detail": _("Not found.")}, status=404)
    raise Http404


def _refuse_unreadable(request: HttpRequest, status: int) -> HttpResponse | None:
    """Return the answer for a program; None for a browser, which gets a page."""
    if not _is_of_api(request):
        return None
    # In the shape of what else is wrong with an address.
    return JsonResponse({"detail": [_("This request cannot be read.")]}, status=status)


def _refuse_large_body(request: HttpRequest) -> HttpResponse:
    is_api = _is_of_api(request)
    if is_api or "application/json" in request.headers.get("Accept", ""):
        words = _("What you sent is too large. Nothing of it was kept.")
        return JsonResponse({"detail" if is_api else "message": words}, status=413)
    return render(request, "413.html", status=413)


def _is_too_large(request: HttpRequest) -> bool:
    """Return whether the body exceeds what this person may send to this address."""
    length = request.META.get("CONTENT_LENGTH") or ""
    size = int(length) if length.isascii() and length.isdigit() else 0
    if request.path_info.startswith(ACCOUNTS):
        # These forms send back what was typed, and a name or a password is short.
        return size > settings.LARGEST_BODY_OF_ACCOUNTS
    if size <= settings.LARGEST_BODY:
        return False
    is_editor = request.path_info.startswith(EDITORS) and request.user.has_perm(
        "wagtailadmin.access_admin"
    )
    return not is_editor or size > settings.LARGEST_BODY_OF_EDITORS


def _has_foreign_encoding(request: HttpRequest) -> bool:
    """Return whether the declared charset is neither UTF-8 nor ASCII, or no charset at all."""
    named = (request.content_params or {}).get("charset", ENCODINGS[0])
    try:
        return codecs.lookup(named).name not in ENCODINGS
    except (LookupError, ValueError):
        return True
