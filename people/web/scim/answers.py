"""Lets in who brings a token, and answers in the words of SCIM whatever comes of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import Context, Error, SCIMException

from people.history import Origin, acts_from
from people.models import ScimToken
from people.scim import TokenRefused, find_token
from people.scim.protocol import PROVIDER
from people.web.rate_limit import RateThrottle, identify_client

CONTENT_TYPE = "application/scim+json"
_View = Callable[..., HttpResponse]


def answer_scim(message: Any, *, status: int = 200, **dump: Any) -> HttpResponse:
    """Return the message as JSON of the protocol."""
    text = message.model_dump_json(**{"scim_ctx": Context.DEFAULT, **dump})
    response = HttpResponse(text, status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def refuse_scim(status: int, detail: str, scim_type: str | None = None) -> HttpResponse:
    """Return an error in the words of the protocol."""
    error = Error(status=status, detail=detail, scim_type=scim_type)
    return answer_scim(error, status=status)


def speak_scim(*methods: str) -> Callable[[_View], _View]:
    """Let the view be asked by these methods, by whoever brings a token that works."""

    def decorate(view: _View) -> _View:
        # Nothing of a browser counts here, so that no page of others can ask in its place.
        @csrf_exempt
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            token = _find_token(request)
            if isinstance(token, HttpResponse):
                return token
            if request.method not in methods:
                response = refuse_scim(405, "This is not done here.")
                response["Allow"] = ", ".join(methods)
                return response
            origin = Origin(request.META["REMOTE_ADDR"], f"SCIM · {token.name}")
            # The policy holds for all that is read and written meanwhile.
            with acts_from(origin), PROVIDER:
                return _answer_errors(view, request, token, *args, **kwargs)

        return asked

    return decorate


def _answer_errors(view: _View, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(*args, **kwargs)
    except SCIMException as error:
        return answer_scim(error.to_error(), status=error.status)
    except ValidationError as error:
        found = Error.from_validation_errors(error)[0]
        return answer_scim(found, status=found.status or 400)


def _find_token(request: HttpRequest) -> ScimToken | HttpResponse:
    """Return the token that the request brings, or the answer if it brings none or too often."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    try:
        token = find_token(secret.strip() if scheme.lower() == "bearer" else "")
    except TokenRefused:
        client = identify_client(request.META["REMOTE_ADDR"])
        if busy := _refuse_busy(RateThrottle("scim-anonymous"), client):
            return busy
        response = refuse_scim(401, "The token is missing, was revoked, or its giver left.")
        response["WWW-Authenticate"] = "Bearer"
        return response
    return _refuse_busy(RateThrottle("scim"), f"token {token.pk}") or token


def _refuse_busy(throttle: RateThrottle, asker: str) -> HttpResponse | None:
    if throttle.allows(asker):
        return None
    response = refuse_scim(429, "Too many requests within a minute.")
    response["Retry-After"] = str(math.ceil(throttle.wait()))
    return response
