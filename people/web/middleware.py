"""Remembers the language of the last page, and from where a request comes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_path

from people.history import Origin, acts_from

_LONGEST_DEVICE = 200  # characters of what a browser says of itself; anybody may send more
_COOKIE_MAX_AGE = 365 * 24 * 3600


class LanguageCookieMiddleware:
    """Sets the language cookie when a page in another language has been answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # From the address: pages that name no language must not change the cookie.
        code = get_language_from_path(request.path_info)
        if code and self.should_set_cookie(request, response, code):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                code,
                max_age=_COOKIE_MAX_AGE,
                secure=request.is_secure(),
                samesite="Lax",
            )
        return response

    @staticmethod
    def should_set_cookie(request: HttpRequest, response: HttpResponse, code: str) -> bool:
        """Return whether the cookie must change on an answer that no cache shares with others."""
        known = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        shared = "public" in response.get("Cache-Control", "")
        return known != code and response.status_code == 200 and not shared


class OriginMiddleware:
    """Lets the history know from which address and browser an act comes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        device = request.headers.get("User-Agent", "")[:_LONGEST_DEVICE]
        with acts_from(Origin(request.META.get("REMOTE_ADDR", ""), device)):
            return self.get_response(request)
