"""Gives roles: who may give which kind, on which agency, to whom and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from django.db import transaction
from django.utils import timezone

from people.access import agencies_of, has_global_access, roles_of
from people.models import Agency, Person, Role
from people.models.person import PersonQuerySet
from people.roles.telling import enter_role_act, tell_holder

_GIVEN_BELOW = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
# Nobody makes an equal of themselves: that is for the office above.
_GIVEN_HERE = (Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
_LONGEST_AHEAD = dt.timedelta(days=3653)


class Refusal(Enum):
    """Why a role is not given."""

    NOT_YOURS = auto()  # the kind, the agency or the person is not the giver's
    DAYS = auto()  # in the past, in the wrong order or too far ahead
    TOO_LONG = auto()  # beyond the role of the giver
    HELD = auto()  # the person has it on one of the days


class RoleRefused(Exception):
    """The role cannot be given; ``why`` says what is wrong with it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Period:
    """From the first day to the day after the last; without an end if that is None."""

    first: dt.date
    end: dt.date | None


def kinds_to_give(by: Person, agency: Agency) -> list[Role.Kind]:
    """Return the kinds that somebody may give and end on the agency.

    Administrators all; HR managers viewers and line managers from their own agency downwards, and
    HR managers below it. A role that was lent gives none.
    """
    if has_global_access(by):
        return list(Role.Kind)
    return [kind for kind in _GIVEN_BELOW if roles_giving(by, agency, kind)]


def roles_giving(by: Person, agency: Agency, *kinds: str) -> list[Role]:
    """Return the own roles by which somebody gives one of the kinds on the agency, or any."""
    own = [role for role in own_roles(by) if role.kind == Role.Kind.HR]
    asked = kinds or _GIVEN_BELOW
    return [role for role in own if any(_may_give(role, kind, agency) for kind in asked)]


def people_to_appoint(by: Person, roles: Collection[Role]) -> PersonQuerySet:
    """Return whom somebody may appoint by the roles: people who serve under one of them."""
    others = Person.objects.filter(is_active=True).exclude(pk=by.pk)
    if has_global_access(by):
        return others
    return others.posted_in(agencies_of(roles), day=timezone.localdate())


@transaction.atomic
def give_role(
    person: Person, agency: Agency, kind: str, period: Period, *, by: Person, reason: str
) -> Role:
    """Give the role, and enter it in the history. Raise `RoleRefused`."""
    role = Role(person=person, agency=agency, kind=kind)
    if kind not in kinds_to_give(by, agency):
        raise RoleRefused(Refusal.NOT_YOURS)
    givers = roles_giving(by, agency, kind)
    require_appointable(person, by, givers)
    if not has_global_access(by):
        require_within(period, givers)
    return write_role(role, period, by=by, reason=reason)


def require_appointable(person: Person, by: Person, roles: Collection[Role]) -> None:
    """Raise `RoleRefused` unless somebody may appoint the person by the roles."""
    if not people_to_appoint(by, roles).filter(pk=person.pk).exists():
        raise RoleRefused(Refusal.NOT_YOURS)


def own_roles(person: Person) -> list[Role]:
    """Return the person's roles of today but those that others lent them."""
    return [role for role in roles_of(person) if role.acting_for_id is None]


def roles_behind(lender: Person, kind: str, agency: Agency) -> list[Role]:
    """Return the lender's own roles of the kind on the agency: what may be lent rests on them."""
    return [own for own in own_roles(lender) if own.kind == kind and own.covers(agency)]


def require_within(period: Period, roles: list[Role]) -> None:
    """Raise `RoleRefused` unless one of the roles lasts as long as the period."""
    for role in roles:
        if role.valid_to is None or (period.end and period.end <= role.valid_to):
            return
    raise RoleRefused(Refusal.TOO_LONG)


def write_role(role: Role, period: Period, *, by: Person, reason: str) -> Role:
    """Write a new role whose giver may give it. Raise `RoleRefused`."""
    today = timezone.localdate()
    last = period.end or period.first
    if period.first < today or last < period.first or last > today + _LONGEST_AHEAD:
        raise RoleRefused(Refusal.DAYS)
    if not role.agency.exists_on(period.first):
        raise RoleRefused(Refusal.DAYS)
    # Locked: of two who give the same role at once the second finds it held.
    Person.objects.select_for_update().get(pk=role.person_id)
    role.valid_from, role.valid_to, role.planned_to = period.first, period.end, period.end
    role.given_by, role.given_at, role.reason = by, timezone.now(), reason
    if Role.objects.overlapping(role).exists():
        raise RoleRefused(Refusal.HELD)
    role.save()
    tell_holder("people/role_given", role, by=by, reason=reason)
    enter_role_act("role.lend" if role.acting_for_id else "role.give", role, by=by, reason=reason)
    return role


def _may_give(role: Role, kind: str, agency: Agency) -> bool:
    """Return whether an HR manager's role lets its holder give the kind on the agency."""
    is_here = agency.pk == role.agency_id
    return role.covers(agency) and kind in (_GIVEN_HERE if is_here else _GIVEN_BELOW)
