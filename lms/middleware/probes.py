"""Answers monitoring before anything asks under which name and by which line it came."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

_PROBES = {"/healthz", "/readyz", "/metrics"}


class ProbeMiddleware:
    """Serves probes without a redirect to HTTPS, a session, or a known name of the host.

    Load balancers, orchestrators and Prometheus ask a machine by its own address, over plain HTTP.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in _PROBES:
            return self.get_response(request)
        answer: HttpResponse = resolve(request.path_info).func(request)
        return answer
