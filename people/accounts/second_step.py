"""Requires a second step of those whose role can do most harm, before they work in the office.

Takes it away from who has lost the device and the recovery codes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people.access import has_global_access, roles_of
from people.accounts.sessions import end_all_sessions
from people.history import office_acted
from people.messaging import notify_person
from people.models import Person, Role

_OFFICE, _WAY_OUT = "/cms/", "/cms/logout/"
# The desk of offices, after the language: who gives roles, approves rosters and takes files of
# people away does as much harm as in the office. The API opens to a session too.
_AS_OFFICE = {"office", "api"}
# Elsewhere, and as strong: a slip opens an account.
_AS_STRONG = {
    *("people:slips", "people:name_requests", "people:decide_name"),
    *("people:erasures", "people:decide_erasure"),
}
_ADMINISTRATOR = "administrator"


class SecondStepMiddleware:
    """Sends whoever has a role of `SECOND_STEP_FOR` and no second step to where it is set up.

    Who has one was asked for it when they signed in: allauth does that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # A misspelt role would be required of nobody, in silence.
        if unknown := {*settings.SECOND_STEP_FOR} - {_ADMINISTRATOR, *Role.Kind.values}:
            raise ImproperlyConfigured(f"SECOND_STEP_FOR names no role: {', '.join(unknown)}")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if not _is_guarded(request):
            return None
        if not settings.SECOND_STEP_FOR or not isinstance(request.user, Person):
            return None
        if not _must_have_second_step(request.user) or is_mfa_enabled(request.user):
            return None
        told = _("Your role needs a second step at sign-in. Set it up here, then go on working.")
        messages.warning(request, told)
        return redirect("mfa_index")


def _is_guarded(request: HttpRequest) -> bool:
    match = request.resolver_match
    is_office = request.path_info.startswith(_OFFICE) and request.path_info != _WAY_OUT
    is_desk = match is not None and not _AS_OFFICE.isdisjoint(match.route.split("/")[:2])
    return is_office or is_desk or bool(match and match.view_name in _AS_STRONG)


def _must_have_second_step(person: Person) -> bool:
    kinds: set[str] = {role.kind for role in roles_of(person)}
    if has_global_access(person):
        kinds.add(_ADMINISTRATOR)
    return not kinds.isdisjoint(settings.SECOND_STEP_FOR)


def has_second_step(person: Person) -> bool:
    return is_mfa_enabled(person)


@transaction.atomic
def remove_second_step(person: Person, *, by: Person) -> None:
    """Take apps, keys and recovery codes off the account, end its sessions and tell its person."""
    Authenticator.objects.filter(user=person).delete()
    end_all_sessions(person)
    office_acted.send(
        Authenticator, action="person.remove_second_step", people=[person], by=by, data={}
    )
    names = {code: by.name_in(code) for code in settings.OFFERED_LANGUAGES}
    moment = timezone.now().isoformat()
    notify_person(person, "people/second_step_removed", subject=moment, facts={"by": names})
