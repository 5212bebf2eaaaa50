"""Answers a request that failed: in words of its own while the database is away."""

from __future__ import annotations

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

_RETRY_AFTER = 10  # seconds: a database is restarted in less
_LARGEST_KEPT = 500_000  # letters: the page goes over a slow line in both directions
_ACCOUNTS = "/accounts/"  # whatever is typed there may be a secret: passwords, codes, keys
_SECRET = re.compile(r"password|passphrase|secret|token", re.IGNORECASE)
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the page has a fresh one


def handle_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database could not be asked.

    Django calls it while the exception is handled, whether a view, a middleware or a template
    raised it; a middleware would see those of views only.
    """
    return _tell_outage(request) if _is_outage(sys.exc_info()[1]) else server_error(request)


def _is_outage(error: BaseException | None) -> bool:
    """Return whether the database failed, perhaps under an error that followed from it."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _tell_outage(request: HttpRequest) -> HttpResponse:
    is_api = request.path_info.startswith("/api/")
    if is_api or "application/json" in request.headers.get("Accept", ""):
        words = _("The records cannot be opened just now")
        response: HttpResponse = JsonResponse({"detail" if is_api else "message": words})
    else:
        response = render(request, "503.html", _outage_context(request))
    response.status_code = 503
    response["Retry-After"] = str(_RETRY_AFTER)
    response["Cache-Control"] = "no-store"  # what somebody typed is on it
    return response


def _outage_context(request: HttpRequest) -> dict[str, object]:
    fields = _posted_fields(request)
    kept = [(name, value) for name, value in fields or () if not _SECRET.search(name)]
    is_secret = request.path_info.startswith(_ACCOUNTS)
    return {
        "is_post": request.method == "POST",
        "can_resend": fields is not None and not is_secret,
        "kept": kept,
        "is_left_out": is_secret or len(kept) < len(fields or ()) or bool(request.FILES),
    }


def _posted_fields(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Return what the form held, without its token; None for what cannot be kept."""
    try:
        posted = request.POST.lists()
    except Exception:  # a body that broke off may fail in any way, and this is an error page
        return None
    fields = [(name, value) for name, values in posted for value in values if name != _TOKEN]
    size = sum(len(name) + len(value) for name, value in fields)
    return fields if request.method == "POST" and size <= _LARGEST_KEPT else None
