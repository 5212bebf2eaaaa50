"""Finds the client's address behind our own proxies."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars


class ClientAddressMiddleware:
    """Replaces ``REMOTE_ADDR`` with the client's address, for rate limits, locks and logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address = client_address(request)
        bind_contextvars(ip=address)  # every line that is logged in this request names it
        return self.get_response(request)


def client_address(request: HttpRequest) -> str:
    """Return the address that our outermost proxy saw.

    Each proxy appends to X-Forwarded-For, so ``PROXIES`` counts from the right: earlier entries
    come from the client and are spoofable.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    if not settings.PROXIES or len(hops) < settings.PROXIES:
        return address
    try:
        return str(ip_address(hops[-settings.PROXIES].strip()))
    except ValueError:
        return address
