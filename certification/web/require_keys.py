"""Tells a verifier plainly that nothing can be checked while our own keys cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certification.keys.storage import KeyUnavailable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_RETRY_AFTER = 300


def require_signing_keys(view: View[P]) -> View[P]:
    """Answer 503 with words: no verdict is better than one that rests on nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (KeyUnavailable, OSError):
            response = render(request, "certification/unavailable.html", status=503)
            response["Retry-After"] = str(_RETRY_AFTER)
            return response

    return answer
