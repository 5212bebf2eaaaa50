"""Leads on from the former addresses of pages of the site; courses know their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects import middleware


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, without a way in a circle.

    A page that came back to a former address of its own, and is not published, has one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        answer = super().process_response(request, response)
        return response if answer.get("Location", "").endswith(request.path) else answer
