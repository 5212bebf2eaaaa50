"""Refuses in the form that was asked for: a page for people, words or JSON for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

_JSON = "application/json"


def refuse_file(
    request: HttpRequest,
    words: str,
    page: str,
    context: dict[str, Any] | None = None,
    *,
    status: int,
) -> HttpResponse:
    """Tell a browser by a page, and programs in plain text, or in JSON where they asked for it."""
    accepted = request.headers.get("Accept", "")
    response: HttpResponse
    # By name: what programs send, "*/*", would accept a page too.
    if "text/html" in accepted:
        response = render(request, page, context, status=status)
    elif _JSON in accepted or request.path.endswith(".json"):
        response = JsonResponse({"message": words}, status=status)
    else:
        response = HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
    patch_vary_headers(response, ["Accept"])
    return response
