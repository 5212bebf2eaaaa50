"""Remembers in the session which rooms a person's menu shows; never decides access."""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from people.access import has_role
from people.models import Person, Role

SESSION_KEY = "doors"
FRESH_SECONDS = 600
OFFICE = tuple(kind for kind in Role.Kind if kind != Role.Kind.HR)


def doors_of(request: HttpRequest) -> list[str]:
    """Names of the rooms for the signed-in person, looked up at most every ten minutes."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    known = request.session.get(SESSION_KEY)
    if not known or known["until"] < time.time():
        known = remember_doors(request, person)
    return known["names"]


def remember_doors(request: HttpRequest, person: Person) -> dict[str, Any]:
    known = {"names": look_up_doors(person), "until": time.time() + FRESH_SECONDS}
    request.session[SESSION_KEY] = known
    return known


def look_up_doors(person: Person) -> list[str]:
    reads = has_role(person, Role.Kind.HR, Role.Kind.SECRETARIAT)
    works = has_role(person, *OFFICE)
    return [name for name, opens in (("insights", reads), ("office", works)) if opens]


@receiver(user_logged_in)
def remember_at_sign_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        remember_doors(request, user)
