"""Turns away what no honest browser sends, before it is read; says who asks behind a proxy."""

import codecs
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from structlog.contextvars import bind_contextvars

EDITORS = "/cms/"
ENCODINGS = ("utf-8", "ascii")


class Doorkeeper:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address = client_address(request)
        bind_contextvars(ip=address)
        if "\0" in request.path_info:
            return HttpResponse(status=404)
        if is_encoded_otherwise(request):
            return HttpResponse(status=415)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Asked before any other middleware reads the body."""
        return too_large() if is_too_large(request) else None


def too_large() -> HttpResponse:
    words = _("What you sent is too large. Nothing of it was kept.")
    return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")


def client_address(request: HttpRequest) -> str:
    """Who asked our outermost proxy; what stands before it in the header, anybody could write."""
    address = request.META.get("REMOTE_ADDR", "")
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    if not settings.PROXIES or len(hops) < settings.PROXIES:
        return address
    try:
        return str(ip_address(hops[-settings.PROXIES].strip()))
    except ValueError:
        return address


def is_too_large(request: HttpRequest) -> bool:
    """Whether the body is larger than this person may send to this address."""
    length = request.META.get("CONTENT_LENGTH") or ""
    size = int(length) if length.isascii() and length.isdigit() else 0
    if size <= settings.LARGEST_BODY:
        return False
    is_editor = request.path_info.startswith(EDITORS) and request.user.has_perm(
        "wagtailadmin.access_admin"
    )
    return not is_editor or size > settings.LARGEST_BODY_OF_EDITORS


def is_encoded_otherwise(request: HttpRequest) -> bool:
    """Whether it says to be in another encoding than our pages ask for, or in none that is one."""
    named = (request.content_params or {}).get("charset", ENCODINGS[0])
    try:
        return codecs.lookup(named).name not in ENCODINGS
    except (LookupError, ValueError):
        return True
