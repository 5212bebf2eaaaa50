"""Remembers in the session which sections a person's menu shows; never decides access."""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from people.access import has_role
from people.models import Person, Role

MENU_SESSION_KEY = "doors"
# How long a section may stay shown after its role ended; views ask for the role itself.
_MENU_CACHE_SECONDS = 600
# These work on the pages of the site; the others in the back office.
_DESK_ROLES = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
_OFFICE_ROLES = tuple(kind for kind in Role.Kind if kind not in _DESK_ROLES)


def menu_sections(request: HttpRequest) -> list[str]:
    """Return the names of the sections for the signed-in person, read every ten minutes."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    known = request.session.get(MENU_SESSION_KEY)
    if not known or known["until"] < time.time():
        known = _cache_menu_sections(request, person)
    return known["names"]


def _cache_menu_sections(request: HttpRequest, person: Person) -> dict[str, Any]:
    known = {"names": _find_menu_sections(person), "until": time.time() + _MENU_CACHE_SECONDS}
    request.session[MENU_SESSION_KEY] = known
    return known


def _find_menu_sections(person: Person) -> list[str]:
    reads = has_role(person, Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.SECRETARIAT)
    lists = reads or has_role(person, Role.Kind.LINE_MANAGER)
    works = has_role(person, *_OFFICE_ROLES)
    prints = has_role(person, Role.Kind.HR)
    helps = has_role(person, Role.Kind.TRAINER, Role.Kind.HR)
    sections = (
        ("insights", reads),
        ("people", lists),
        ("support", helps),
        ("office", works),
        ("slips", prints),
        ("roles", has_role(person)),
    )
    return [name for name, opens in sections if opens]


@receiver(user_logged_in)
def cache_menu_at_sign_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        _cache_menu_sections(request, user)
