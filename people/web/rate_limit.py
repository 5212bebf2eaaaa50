"""Limits how often an address, a person or a mailbox may ask; rates: ``lms/settings/rates.py``."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Container
from functools import wraps
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.throttling import SimpleRateThrottle

from people.files import refuse_file
from people.text.formatting import duration

P = ParamSpec("P")
_View = Callable[Concatenate[HttpRequest, P], HttpResponse]

FORM_METHODS = ("GET", "HEAD")
_IPV6_PREFIX = 64  # bits that providers assign to a household, which picks the rest itself


class RateThrottle(SimpleRateThrottle):
    """Counts what one asker does in one scope and period."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        times, period, self.counted_by = settings.RATES[scope].split("/")
        self.limit, seconds = self.parse_rate(f"{times}/{period}")
        self.period = int(seconds or 1)

    def allows(self, asker: str) -> bool:
        # Not DRF's list of times: it is read and written back, and so loses most requests of the
        # same instant. The count of the period is raised by the cache itself, in one step.
        self.now = self.timer()
        # A digest, for an asker may be any text that somebody typed.
        ident = hashlib.sha256(asker.encode()).hexdigest()
        key = self.cache_format % {"scope": self.scope, "ident": ident}
        key = f"{key}:{int(self.now // self.period)}"
        self.cache.add(key, 0, 2 * self.period)
        try:
            count = self.cache.incr(key)
        except ValueError:  # it fell out of the cache between the two calls, or the cache is away
            count = 1
        return count <= (self.limit or 0)

    def allow_request(self, request: Any, view: Any) -> bool:
        return self.allows(self.get_ident(request))

    def wait(self) -> float:
        """Return the seconds until the next period begins."""
        return self.period - self.now % self.period

    def get_ident(self, request: Any) -> str:
        if self.counted_by == "person" and request.user.is_authenticated:
            return f"person {request.user.pk}"
        # REMOTE_ADDR is the client as our own proxies see it: lms.middleware.client_address.
        return identify_client(request.META["REMOTE_ADDR"])


class ApiThrottle(RateThrottle):
    """Django REST framework's door to our rates: a person's own, or those of an address."""

    def __init__(self) -> None:
        super().__init__("api")

    def allow_request(self, request: Any, view: Any) -> bool:
        if not request.user.is_authenticated:
            super().__init__("api-anonymous")
        return super().allow_request(request, view)


def identify_client(address: str) -> str:
    """Return an IPv4 address as it is, or the IPv6 network that one household has."""
    try:
        found = ip_address(address)
        if isinstance(found, IPv4Address):
            return str(found)
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), _IPV6_PREFIX), strict=False))
    except ValueError:
        return address


def limit_rate(scope: str, *, exempt: Container[str] = ()) -> Callable[[_View[P]], _View[P]]:
    """Answer 429 with a page, or words for a program, when somebody asks more than the rate.

    ``exempt``: methods that only ask for a form. An office behind one address opens many.
    """

    def decorate(view: _View[P]) -> _View[P]:
        @wraps(view)
        def throttled(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refused = None if request.method in exempt else _refuse_request(request, scope)
            return refused or view(request, *args, **kwargs)

        return throttled

    return decorate


class RateLimitMiddleware:
    """Limits the forms of libraries, whose views take no decorator of ours: `LIMITED_PAGES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        scope = settings.LIMITED_PAGES.get(name)
        return _refuse_request(request, scope) if scope and request.method == "POST" else None


def _refuse_request(request: HttpRequest, scope: str) -> HttpResponse | None:
    """Count the request; return the answer 429 if it is one too many."""
    throttle = RateThrottle(scope)
    if throttle.allow_request(request, None):
        return None
    seconds = math.ceil(throttle.wait())
    context = {"seconds": seconds, "scope": scope}
    words = f"{_word_crowd()}\n{_word_wait(seconds)}"
    return _tell_wait(refuse_file(request, words, "429.html", context, status=429), seconds)


def render_too_many_requests(
    request: HttpRequest, template: str, seconds: int, **context: object
) -> HttpResponse:
    """Answer 429 with a page that says how long to wait."""
    response = render(request, template, {"seconds": seconds, **context}, status=429)
    return _tell_wait(response, seconds)


def _word_crowd() -> str:
    return _("A great deal was asked for in a short time, by you or by others at your address.")


def _word_wait(seconds: int) -> str:
    return _("You can try again in %(wait)s.") % {"wait": duration(seconds)}


def _tell_wait(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
