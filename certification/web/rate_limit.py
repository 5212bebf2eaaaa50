"""Limits how often one address may ask for a page; the rates are in ``lms/settings/rates.py``."""

from __future__ import annotations

import math
from collections.abc import Callable, Container
from functools import wraps
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.throttling import SimpleRateThrottle

from certification.web.decorators import P, View

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

FORM_METHODS = ("GET", "HEAD")
_IPV6_PREFIX = 64  # bits that providers assign to a household, which picks the rest itself


class AddressThrottle(SimpleRateThrottle):
    """Counts the requests of one address in one scope and period, signed in or not."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()
        times, period = self.parse_rate(self.get_rate())
        self.limit, self.period = times or 0, int(period or 1)

    def allows(self, request: HttpRequest) -> bool:
        # DRF's own types ask for its Request and a view; it only hands them to get_cache_key.
        return self.allow_request(cast("Request", request), cast("APIView", None))

    def allow_request(self, request: Any, view: Any) -> bool:
        # Not DRF's list of times: it is read and written back, and so loses most requests of the
        # same instant. The count of the period is raised by the cache itself, in one step.
        self.now = self.timer()
        key = f"{self.get_cache_key(request, view)}:{int(self.now // self.period)}"
        self.cache.add(key, 0, 2 * self.period)
        try:
            count = self.cache.incr(key)
        except ValueError:  # it fell out of the cache between the two calls, or the cache is away
            count = 1
        return count <= self.limit

    def wait(self) -> float:
        """Return the seconds until the next period begins."""
        return self.period - self.now % self.period

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def get_ident(self, request: Any) -> str:
        # REMOTE_ADDR is the client as our own proxies see it: lms.middleware.client_address.
        return identify_client(request.META["REMOTE_ADDR"])


def identify_client(address: str) -> str:
    """Return an IPv4 address as it is, or the IPv6 network that one household has."""
    try:
        found = ip_address(address)
        if isinstance(found, IPv4Address) or found.ipv4_mapped:
            return str(found)
        return str(ip_network((int(found), _IPV6_PREFIX), strict=False))
    except ValueError:
        return address


def limit_rate(scope: str, *, exempt: Container[str] = ()) -> Callable[[View[P]], View[P]]:
    """Answer 429 with words when an address asks more often than the scope's rate.

    ``exempt``: methods that only ask for a form. An office behind one address opens many.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def throttled(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            throttle = AddressThrottle(scope)
            if request.method in exempt or throttle.allows(request):
                return view(request, *args, **kwargs)
            return _render_too_many_requests(request, throttle)

        return throttled

    return decorate


def _render_too_many_requests(request: HttpRequest, throttle: AddressThrottle) -> HttpResponse:
    """Answer 429 and say when the next period begins."""
    seconds = math.ceil(throttle.wait())
    response = render(request, "certification/too_many.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response
