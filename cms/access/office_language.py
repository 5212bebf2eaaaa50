"""Keeps the back office in the language of the account: its addresses name none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from people.models import Person

_OFFICE = "/cms/"


class OfficeLanguageMiddleware:
    """Speaks of refusals and unknown addresses as of everything else in the back office.

    Wagtail turns to the language of the account within its views, and these are answered outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user if request.path_info.startswith(_OFFICE) else None
        if not isinstance(person, Person):
            return self.get_response(request)
        language = _read_language(person)
        with override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _read_language(person: Person) -> str:
    """Return what the person chose in the back office, else the language of their account."""
    # Kept on the person, where Wagtail's views look for it again.
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or person.language
