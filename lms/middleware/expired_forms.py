"""Tells that nothing was sent where a sign-in had ended before a form was."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class ExpiredFormMiddleware:
    """Gives who comes from signing in again a page that says so, and not an empty one.

    The sign-in leads back to the address to which the form was sent, which takes forms alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_refused = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if not is_refused or request.method != "GET" or not request.accepts("text/html"):
            return response
        if response.streaming or response.content:  # an answer of the API says why
            return response
        page = render(request, "403_csrf.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page
