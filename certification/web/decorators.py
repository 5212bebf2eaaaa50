"""Wraps views: their language, a missing key told in words, and endpoints open to any site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from certification.keys.storage import KeyUnavailable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_RETRY_AFTER = 300  # seconds: somebody has to mount or repair the folder of keys


def negotiate_language(view: View[P]) -> View[P]:
    """Choose the language of a page whose address names none.

    ``?lang=`` wins and is remembered; else the cookie, else what the browser asks for.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        wanted = request.GET.get("lang", "")
        chosen = wanted if wanted in dict(settings.LANGUAGES) else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        response = view(request, *args, **kwargs)
        if chosen:
            secure = request.is_secure()
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=secure
            )
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response["X-Robots-Tag"] = "noindex"  # verdicts and certificates hold names
        return response

    return answer


def require_signing_keys(view: View[P]) -> View[P]:
    """Answer 503 with a page while our own keys cannot be read."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (KeyUnavailable, OSError):
            # No verdict is better than a wrong one.
            response = render(request, "certification/unavailable.html", status=503)
            response["Retry-After"] = str(_RETRY_AFTER)
            return response

    return answer


def public_endpoint(view: View[P]) -> View[P]:
    """Let any site read the answer; a missing key is 503 and JSON."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (KeyUnavailable, OSError):
            response = JsonResponse({"error": "The issuer's key is not available."}, status=503)
        # Verifiers run in browsers of other sites; what is served here is public anyway.
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Robots-Tag"] = "noindex"  # a credential holds a name
        return response

    return answer
