"""Says who can see a person's data, by role and office, and what each of them sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person, Role

# In the order in which they are told, with what the role lets its holder see of a person.
_SEEN = {
    Role.Kind.HR: _(
        "your name, staff number, postings, e-mail and phone, courses, skills, certificates, "
        "and what was changed about you"
    ),
    Role.Kind.LINE_MANAGER: _("your name, staff number, postings and skills"),
    Role.Kind.VIEWER: _("your name, staff number, postings and skills"),
    Role.Kind.SECRETARIAT: _("your name, staff number, sign-in name, postings and skills"),
    Role.Kind.REGISTRAR: _("your certificates, with the name and the skills on them"),
    Role.Kind.AUDITOR: _("your certificates, and what was done to you and by you in the office"),
}


@dataclass(frozen=True)
class SeeingRole:
    """A role on an office that lets people see somebody's data; names where they are told."""

    label: Any
    office: Agency
    seen: Any
    names: list[str]
    count: int


def list_readers(person: Person) -> list[SeeingRole]:
    """Return by which roles others see the person's data today, the nearest office first."""
    home = _find_home(person)
    if home is None:
        return []
    units = [home.pk, *home.get_ancestors().values_list("pk", flat=True)]
    roles = Role.objects.on(timezone.localdate()).filter(
        kind__in=_SEEN, agency__in=units, person__is_active=True
    )
    seeing = [
        role
        for role in roles.exclude(person=person).select_related("person", "agency")
        if role.covers(home)
    ]
    order = list(_SEEN)
    seeing.sort(key=lambda one: (order.index(Role.Kind(one.kind)), -one.agency.depth, one.pk))
    return list(_group_roles(seeing))


def _group_roles(roles: list[Role]) -> Iterator[SeeingRole]:
    for (kind, _office), group in groupby(roles, lambda one: (one.kind, one.agency_id)):
        held = list(group)
        # Whom one asks for help is known by name; of others the office is told.
        told = kind in (Role.Kind.HR, Role.Kind.LINE_MANAGER)
        names = [role.person.get_full_name() for role in held] if told else []
        seen = _SEEN[Role.Kind(kind)]
        yield SeeingRole(Role.Kind(kind).label, held[0].agency, seen, names, len(held))


def _find_home(person: Person) -> Agency | None:
    """Return the office of today, else the last one: it goes on seeing who left it."""
    past = person.postings.filter(valid_from__lte=timezone.localdate())
    last = past.select_related("agency").order_by("valid_from").last()
    return last.agency if last else None
