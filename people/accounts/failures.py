"""Decides which failed sign-ins close an account, and where; django-axes counts them.

An account is a person, however they are named; a place is an address (of IPv6: a household's
network) or, for an account that signed in on it before, a device. Ten failures close the account
at that place only. Settings name these functions by string; the numbers are in
``lms/settings/rates.py``.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from people.accounts.backends import find_person
from people.accounts.devices import find_device_address
from people.models import Person
from people.text.identifiers import identifier_key
from people.web.rate_limit import identify_client, render_too_many_requests

_LONGEST_NAME = 255  # of the column in which axes keeps it


def identify_account(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name by which failures are counted: the person's, or what was typed.

    The person's, else each identifier and spelling would have its own allowance of attempts.
    """
    person = _find_account(request, credentials)
    return person.username if person else _read_login(request, credentials)


def identify_place(request: HttpRequest) -> str:
    """Return where failures are counted: a device known to the account, else the address."""
    # Whom the form names, before who is signed in: each new device of somebody who tries the codes
    # of others would be a new place.
    login = _read_login(request)
    person = find_person(login) if login else _find_account(request)
    known = find_device_address(request, person) if person else None
    return known or identify_client(request.META.get("REMOTE_ADDR", ""))


def limit_failures(request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
    """Return how many failures close the account at the place of the request.

    Fewer when the account fails everywhere: somebody guesses from many addresses. Never none, so
    that whoever knows the password comes in from any of them.
    """
    person, limits = _find_account(request, credentials), settings.SIGN_IN_FAILURES
    if person is None or find_device_address(request, person):
        return int(limits["place"])
    found = _recent_failures(person.username).aggregate(all=Sum("failures_since_start"))
    is_attacked = (found["all"] or 0) >= limits["everywhere"]
    return int(limits["place_under_attack" if is_attacked else "place"])


def show_locked(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer in place of axes: 429, saying when the account opens at this place again."""
    account, place = identify_account(request, credentials), identify_place(request)
    here = _recent_failures(account).filter(ip_address=place)
    last = here.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    left = (last or timezone.now()) + _failure_period() - timezone.now()
    seconds = max(math.ceil(left.total_seconds()), 1)
    return render_too_many_requests(request, "account/locked.html", seconds)


def forget_failures(*, user: Person, **signal: Any) -> None:
    """Open the account everywhere: its holder has just set a new password by letter."""
    reset(username=user.username)


def _recent_failures(account: str) -> Any:
    since = timezone.now() - _failure_period()
    return AccessAttempt.objects.filter(username=account, attempt_time__gte=since)


def _failure_period() -> dt.timedelta:
    return dt.timedelta(hours=settings.AXES_COOLOFF_TIME)


def _find_account(
    request: HttpRequest, credentials: dict[str, Any] | None = None
) -> Person | None:
    """Return who signs in, or who confirms their password while signed in."""
    user = getattr(request, "user", None)
    if isinstance(user, Person) and not credentials:
        return user
    return find_person(_read_login(request, credentials))


def _read_login(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    # Django's own signals say "username", axes says what the field of the form is called.
    given = credentials or {}
    typed = given.get("username") or given.get("login") or request.POST.get("login", "")
    # Short first: any form may carry a field of this name, and of any length.
    return identifier_key(typed[:_LONGEST_NAME])
