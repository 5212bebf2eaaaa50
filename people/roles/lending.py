"""Lends roles: for named days a deputy acts for their holder, with no more than the holder has."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from people.models import Agency, Person, Role
from people.roles.giving import (
    Period,
    Refusal,
    RoleRefused,
    own_roles,
    require_appointable,
    require_within,
    roles_behind,
    write_role,
)

_LONGEST_ABSENCE = dt.timedelta(days=366)  # whoever is away for longer has a successor


@transaction.atomic
def lend_role(
    person: Person, agency: Agency, kind: str, period: Period, *, by: Person, reason: str
) -> Role:
    """Let the person act for somebody on the agency for the period. Raise `RoleRefused`.

    What was lent is lent no further.
    """
    held = roles_behind(by, kind, agency)
    if not held:
        raise RoleRefused(Refusal.NOT_YOURS)
    require_appointable(person, by, held)
    if period.end is None or period.end > timezone.localdate() + _LONGEST_ABSENCE:
        raise RoleRefused(Refusal.DAYS)
    require_within(period, held)
    role = Role(person=person, agency=agency, kind=kind, acting_for=by)
    return write_role(role, period, by=by, reason=reason)


def kinds_to_lend(by: Person, agency: Agency) -> list[str]:
    """Return the kinds that somebody may lend on the agency: those of their own roles there."""
    held = {own.kind for own in roles_to_lend(by, agency)}
    return [kind for kind in Role.Kind.values if kind in held]


def roles_to_lend(by: Person, agency: Agency) -> list[Role]:
    """Return the own roles that somebody may lend on the agency."""
    return [own for own in own_roles(by) if own.covers(agency)]
