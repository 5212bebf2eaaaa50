"""Remembers in the session which sections a person's menu shows; never decides access."""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from people.access import has_role
from people.models import Person, Role
from people.web.pending import PendingWork, list_desks, list_work

MENU_SESSION_KEY = "doors"
# How long a section may stay shown after its role ended; views ask for the role itself.
_MENU_CACHE_SECONDS = 600
WAITING_SESSION_KEY = "waiting"
# Every page shows the number; it is counted anew after so long, and wherever it was read.
_COUNT_CACHE_SECONDS = 30
# These work on the pages of the site; the others in the back office.
_DESK_ROLES = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
# These are asked for something: names, rosters, attempts, pages, certificates, plans.
_DECIDING_ROLES = (
    *(Role.Kind.HR, Role.Kind.TRAINER, Role.Kind.REVIEWER),
    *(Role.Kind.REGISTRAR, Role.Kind.SECRETARIAT, Role.Kind.LINE_MANAGER),
)
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


def count_waiting_work(request: HttpRequest) -> int:
    """Return how many things wait for the signed-in person at their desks."""
    return sum(_read_waiting(request).values())


def list_waiting_work(request: HttpRequest) -> list[tuple[PendingWork, int]]:
    """Return the desks where something waits for the person: what the number in the menu adds up.

    No query where that number was shown.
    """
    counts = _read_waiting(request)
    return [(work, counts[work.key]) for work in list_desks() if counts.get(work.key)]


def _read_waiting(request: HttpRequest) -> dict[str, int]:
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or "requests" not in menu_sections(request):
        return {}
    known: dict[str, Any] | None = request.session.get(WAITING_SESSION_KEY)
    # A session of the release before knows the sum alone.
    if not known or known["until"] < time.time() or "counts" not in known:
        counts = {work.key: count for work, count in list_work(person)}
        known = {"counts": counts, "until": time.time() + _COUNT_CACHE_SECONDS}
        request.session[WAITING_SESSION_KEY] = known
    return dict(known["counts"])


def forget_waiting(request: HttpRequest) -> None:
    """Have the number counted anew."""
    request.session.pop(WAITING_SESSION_KEY, None)


def _cache_menu_sections(request: HttpRequest, person: Person) -> dict[str, Any]:
    known = {"names": _find_menu_sections(person), "until": time.time() + _MENU_CACHE_SECONDS}
    request.session[MENU_SESSION_KEY] = known
    return known


def _find_menu_sections(person: Person) -> list[str]:
    reads = has_role(person, *Role.FIGURE_READERS)
    lists = reads or has_role(person, Role.Kind.LINE_MANAGER)
    works = has_role(person, *_OFFICE_ROLES)
    prints = has_role(person, Role.Kind.HR)
    asked = has_role(person, *_DECIDING_ROLES)
    assigns = has_role(person, *_DESK_ROLES)
    sections = (
        ("insights", reads),
        ("people", lists),
        ("requests", asked),
        # HR managers find them at the desk; trainers have no other way there.
        ("sessions", has_role(person, Role.Kind.TRAINER)),
        ("office", works),
        ("slips", prints),
        ("duties", assigns),
        ("roles", has_role(person)),
    )
    return [name for name, opens in sections if opens]


@receiver(user_logged_in)
def cache_menu_at_sign_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        _cache_menu_sections(request, user)
