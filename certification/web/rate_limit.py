"""Limits how often one asker may ask, counted in the cache by the minute."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from functools import wraps
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_MINUTE = 60
FORM_METHODS = ("GET", "HEAD")
_IPV6_PREFIX_BITS = 64  # bits of an IPv6 address that are given out; below them each picks its own


def limit_rate(
    name: str, times: int, *, free: Container[str] = ()
) -> Callable[[View[P]], View[P]]:
    """Answer 429 with words from the so-many-and-first request of a minute on.

    ``free``: methods that only ask for a form. An office behind one address opens many.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def counted(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method in free:
                return view(request, *args, **kwargs)
            if count_request(f"{name}:{identify_client(request.META['REMOTE_ADDR'])}") > times:
                return _render_too_many_requests(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def identify_client(address: str) -> str:
    """Who is counted: an IPv4 address, or the IPv6 network that one household has."""
    try:
        found = ip_address(address)
        if isinstance(found, IPv4Address) or found.ipv4_mapped:
            return str(found)
        return str(ip_network((int(found), _IPV6_PREFIX_BITS), strict=False))
    except ValueError:
        return address


def _render_too_many_requests(request: HttpRequest) -> HttpResponse:
    """Says when the next minute begins."""
    seconds = _MINUTE - int(time.time()) % _MINUTE
    context = {"seconds": seconds}
    response = render(request, "certification/too_many.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response


def count_request(who: str) -> int:
    """How many there were this minute, this one included."""
    key = f"limit:{who}:{int(time.time() // _MINUTE)}"
    cache.add(key, 0, _MINUTE * 2)
    try:
        return cache.incr(key)
    except ValueError:  # it fell out of the cache between the two calls
        return 1
