"""Decides who may act on which agencies: a role holds on its agency and everything below it.

But that of a line manager, which holds on its unit alone.
"""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Agency, Person, Role


def roles_of(
    person: Person | AnonymousUser, *kinds: Role.Kind, day: dt.date | None = None
) -> list[Role]:
    """Return the person's roles of the kinds (any, if none is named) on the day, else today."""
    # A session outlives the account that opened it: roles of an inactive person count for nothing.
    if not isinstance(person, Person) or not person.is_active:
        return []
    roles = person.current_roles if day is None else person.roles_on(day)
    return [role for role in roles if not kinds or role.kind in kinds]


def load_roles(people: Collection[Person]) -> None:
    """Read today's roles of all of them, whatever their number, in one query."""
    found: dict[int, list[Role]] = {person.pk: [] for person in people}
    roles = Role.objects.on(timezone.localdate()).filter(person__in=found)
    for role in roles.select_related("agency"):
        found[role.person_id].append(role)
    for person in people:
        person.current_roles = found[person.pk]


def agencies_for(
    person: Person | AnonymousUser, *kinds: Role.Kind, day: dt.date | None = None
) -> QuerySet[Agency]:
    """Return the agencies on which the person has a role of one of the kinds."""
    if has_global_access(person):
        return Agency.objects.all()
    return agencies_of(roles_of(person, *kinds, day=day))


def agencies_of(roles: Collection[Role]) -> QuerySet[Agency]:
    """Return the agencies on which one of the roles holds."""
    # The role of a line manager holds on its unit alone.
    units = [role.agency_id for role in roles if role.kind == Role.Kind.LINE_MANAGER]
    above = [role.agency for role in roles if role.kind != Role.Kind.LINE_MANAGER]
    agencies = Agency.objects.under(*above)
    return agencies | Agency.objects.filter(pk__in=units) if units else agencies


def has_role_over(person: Person | AnonymousUser, kind: Role.Kind, agency: Agency) -> bool:
    """Return whether the person has a role of the kind on the agency or above it."""
    return has_global_access(person) or any(role.covers(agency) for role in roles_of(person, kind))


def has_role(person: Person | AnonymousUser, *kinds: Role.Kind) -> bool:
    """Return whether the person has a role of one of the kinds on any agency today."""
    return has_global_access(person) or bool(roles_of(person, *kinds))


def has_global_access(person: Person | AnonymousUser) -> bool:
    """Return whether the person is an active superuser, who needs no role."""
    return bool(person.is_active and person.is_superuser)


def who_manages(agency: Agency) -> list[Person]:
    """Return the HR managers nearest above the agency, whom its people ask for help."""
    return _find_nearest(agency, Role.Kind.HR)


def who_teaches(agency: Agency) -> list[Person]:
    """Return the trainers of the agency, else those of the nearest agency above that has some."""
    # Not all above it: the trainers of the whole government need not hear of one attempt.
    return _find_nearest(agency, Role.Kind.TRAINER)


def _find_nearest(agency: Agency, kind: Role.Kind) -> list[Person]:
    roles = Role.objects.on(timezone.localdate()).filter(kind=kind)
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())]
    near = roles.filter(agency__in=units, person__is_active=True).order_by("-agency__depth", "pk")
    found = list(near.select_related("person"))
    return [role.person for role in found if role.agency_id == found[0].agency_id]
