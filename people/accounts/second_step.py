"""Requires a second step at sign-in of those whose role can do harm, once they were told.

Takes it away from who has lost the device and the recovery codes. `people.web.second_step` closes
the doors.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from people.access import has_global_access, roles_of
from people.accounts.sessions import end_all_sessions
from people.history import office_acted
from people.messaging import notify_person
from people.models import Person, Role
from people.queue import sweep_rows
from people.text.formatting import official_date

_ADMINISTRATOR, _OTHERS = "administrator", "others"


def read_requirements() -> dict[str, int]:
    """Return who needs a second step, each with the days between being told and being closed out.

    Raise `ImproperlyConfigured`: a misspelt role would be required of nobody, in silence.
    """
    days = {}
    for word in settings.SECOND_STEP_FOR:
        kind, _colon, grace = word.partition(":")
        if (
            kind not in {_ADMINISTRATOR, _OTHERS, *Role.Kind.values}
            or not (grace or "0").isdigit()
        ):
            raise ImproperlyConfigured(f"SECOND_STEP_FOR names no role: {word}")
        days[kind] = int(grace or 0)
    if _OTHERS in days:
        others = days.pop(_OTHERS)
        days = dict.fromkeys([_ADMINISTRATOR, *Role.Kind.values], others) | days
    return days


def find_deadline(person: Person) -> dt.date | None:
    """Return the day from which the person works with a second step only.

    None if their roles need none, or they have one. Who was not told yet has the whole time.
    """
    required = read_requirements()
    kinds = {str(role.kind) for role in roles_of(person)} if required else set()
    if required and has_global_access(person):
        kinds.add(_ADMINISTRATOR)
    grace = [days for kind, days in required.items() if kind in kinds]
    if not grace or is_mfa_enabled(person):
        return None
    told = person.second_step_told_on or timezone.localdate()
    return told + dt.timedelta(days=min(grace))


def must_set_up(person: Person) -> bool:
    """Return whether the person may not work before a second step is set up."""
    deadline = find_deadline(person)
    return deadline is not None and deadline <= timezone.localdate()


def tell_of_second_step() -> int:
    """Tell everybody whose roles need a second step and who was not told; return how many."""
    return len(sweep_rows(_find_untold(), _tell_person).results)


def _find_untold() -> QuerySet[Person]:
    required = read_requirements()
    roles = Role.objects.on(timezone.localdate()).filter(kind__in=required)
    needed = Q(pk__in=roles.values("person"))
    if _ADMINISTRATOR in required:
        needed |= Q(is_superuser=True)
    people = Person.objects.filter(needed, is_active=True, second_step_told_on=None)
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return people.exclude(pk__in=Authenticator.objects.filter(type__in=kinds).values("user"))


@transaction.atomic
def _tell_person(person: Person) -> None:
    person.second_step_told_on = timezone.localdate()
    person.save(update_fields=["second_step_told_on"])
    if deadline := find_deadline(person):
        day = deadline.isoformat()
        notify_person(person, "people/second_step_due", subject=day, facts={"day": day})


def remind_of_second_step(*, request: HttpRequest, user: Person, **signal: Any) -> None:
    """Say at each sign-in from when on it is needed; allauth's signal calls this."""
    deadline = find_deadline(user)
    if deadline is None:
        return
    if user.second_step_told_on is None:
        _tell_person(user)
    if deadline > timezone.localdate():
        words = _("From %(day)s you work only with a second step at sign-in. Set it up before.")
        messages.warning(request, words % {"day": official_date(deadline)})


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
