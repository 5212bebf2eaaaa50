"""Ends roles: on a day, at once, or because their person left; undoes an act of the same day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.access import has_global_access
from people.models import Agency, Person, Posting, Role
from people.queue import sweep_rows
from people.roles.giving import (
    Period,
    Refusal,
    RoleRefused,
    kinds_to_give,
    require_within,
    roles_behind,
)
from people.roles.telling import enter_role_act, tell_holder

_BATCH_SIZE = 500  # values in one statement; databases limit its parameters


class RoleOver(Exception):
    """The role ends before that day already, or the day on which it may be undone is over."""


def can_end_role(role: Role, by: Person) -> bool:
    """Return whether somebody may end the role: who might give it, and who lent it."""
    if has_global_access(by) or role.acting_for_id == by.pk:
        return True
    return role.person_id != by.pk and role.kind in kinds_to_give(by, role.agency)


@transaction.atomic
def end_role(role: Role, *, day: dt.date, by: Person, reason: str) -> Role:
    """End the role: the day is the first without it. Raise `RoleRefused` and `RoleOver`.

    What its holder lent to others by this role ends with it.
    """
    role = _lock_role(role, by)
    if day < timezone.localdate() or role.is_void or (role.valid_to and role.valid_to < day):
        raise RoleOver
    _end_one(role, day, by=by, reason=reason)
    for lent in Role.objects.filter(acting_for=role.person_id, kind=role.kind).lasting_beyond(day):
        if role.acting_for_id is None and role.covers(lent.agency):
            _end_one(lent, day, by=by, reason=reason)
    return role


@transaction.atomic
def undo_role(role: Role, *, by: Person) -> Role:
    """Take back what was done with the role today. Raise `RoleRefused` and `RoleOver`.

    An ended role goes on until the end it had; one that was given is void, and stays on record.
    """
    role = _lock_role(role, by)
    if not can_undo_role(role):
        raise RoleOver
    if role.ended_at:
        _require_lender(role)
        role.valid_to = role.planned_to
        role.ended_by, role.ended_at, role.end_reason = None, None, ""
        if Role.objects.overlapping(role).exists():
            raise RoleRefused(Refusal.HELD)
        role.save()
        enter_role_act("role.go_on", role, by=by, reason="")
    else:
        _end_one(role, role.valid_from, by=by, reason="")
    return role


def _require_lender(role: Role) -> None:
    """Raise `RoleRefused` for a lent role whose lender has not so much of it any more."""
    if role.acting_for is None:
        return
    held = roles_behind(role.acting_for, role.kind, role.agency)
    if not held:
        raise RoleRefused(Refusal.NOT_YOURS)
    require_within(Period(role.valid_from, role.planned_to), held)


def can_undo_role(role: Role) -> bool:
    """Return whether what somebody did with the role last was done today."""
    # Where nobody ended it, its holder left: there is nothing to go back to.
    if role.ended_at and role.ended_by_id is None:
        return False
    return _is_today(role.ended_at or role.given_at)


def end_roles_by_day(days: Mapping[int, dt.date]) -> None:
    """End the roles of many who leave: the day of each by the key of the person."""
    keys = sorted(days)
    for start in range(0, len(keys), _BATCH_SIZE):
        batch = keys[start : start + _BATCH_SIZE]
        held = Role.objects.filter(Q(person__in=batch) | Q(acting_for__in=batch))
        holders = {pk for pair in held.values_list("person", "acting_for") for pk in pair}
        # Few of those who leave have a role.
        leavers = holders.intersection(batch)
        for day in sorted({days[pk] for pk in leavers}):
            end_roles_of(
                Person.objects.filter(pk__in=_list_ending_on(day, days, leavers)), day=day
            )


def _list_ending_on(
    day: dt.date, days: Mapping[int, dt.date], people: Collection[int]
) -> list[int]:
    return [pk for pk in people if days[pk] == day]


@transaction.atomic
def end_roles_of(people: Collection[Person] | QuerySet[Person], *, day: dt.date) -> int:
    """End all roles of people who leave the service, and those they lent; return how many."""
    of_them = Q(person__in=people) | Q(acting_for__in=people)
    # One row after another: who is in which group of the office follows each of them.
    roles = Role.objects.filter(of_them).lasting_beyond(day).select_related("person", "agency")
    for role in roles:
        _end_one(role, day, by=None, reason="")
    return len(roles)


@transaction.atomic
def end_roles_on(agency: Agency, *, day: dt.date, by: Person, reason: str) -> int:
    """End all roles on an agency that closes; return how many. Those above it go on."""
    day = max(day, timezone.localdate())
    lasting = Role.objects.filter(agency=agency).lasting_beyond(day)
    locked = lasting.select_for_update(of=("self",)).select_related("person", "agency")
    roles = list(locked.order_by("pk"))
    for role in roles:
        _end_one(role, day, by=by, reason=reason)
    return len(roles)


def end_roles_of_leavers() -> int:
    """End the roles of those whose service ended by whatever way; return how many.

    A role that was given after the end was given to somebody without a posting, and stays.
    """
    last = Posting.objects.filter(person=OuterRef("person")).order_by("-valid_from")
    today = timezone.localdate()
    roles = Role.objects.lasting_beyond(today).alias(left_on=Subquery(last.values("valid_to")[:1]))
    left = roles.filter(left_on__lte=today, valid_from__lt=F("left_on"))
    people = left.order_by("person").values_list("person", flat=True).distinct()
    return sum(sweep_rows(people, lambda pk: _end_roles_of_one(pk, today)).results)


def _end_roles_of_one(pk: int, day: dt.date) -> int:
    return end_roles_of(Person.objects.filter(pk=pk), day=day)


def _lock_role(role: Role, by: Person) -> Role:
    """Return the role as it is now, whose row stays locked until the end."""
    locked = Role.objects.select_for_update(of=("self",)).select_related("person", "agency")
    role = locked.get(pk=role.pk)
    if not can_end_role(role, by):
        raise RoleRefused(Refusal.NOT_YOURS)
    return role


def _end_one(role: Role, day: dt.date, *, by: Person | None, reason: str) -> None:
    role.planned_to = role.valid_to
    # One that has not begun never does.
    role.valid_to = max(day, role.valid_from)
    role.ended_by, role.ended_at, role.end_reason = by, timezone.now(), reason
    role.save()
    if by:
        tell_holder("people/role_ended", role, by=by, reason=reason)
    enter_role_act("role.end", role, by=by, reason=reason)


def _is_today(at: dt.datetime | None) -> bool:
    return at is not None and timezone.localdate(at) == timezone.localdate()
