"""Says who can see a person's data, by role and office, and what each of them sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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
    Role.Kind.LINE_MANAGER: _(
        "your name, staff number, postings, skills, and what you do of assigned learning"
    ),
    Role.Kind.VIEWER: _(
        "your name, staff number, postings, skills, and what you do of assigned learning"
    ),
    Role.Kind.SECRETARIAT: _("your name, staff number, sign-in name, postings and skills"),
    Role.Kind.REGISTRAR: _("your certificates, with the name and the skills on them"),
    Role.Kind.AUDITOR: _("your certificates, and what was done to you and by you in the office"),
}
# What an office sees in which somebody has an additional charge only.
_SEEN_BESIDE = _(
    "your name, staff number, postings and skills: you have an additional charge there"
)
_KINDS_BESIDE = (
    Role.Kind.HR,
    Role.Kind.LINE_MANAGER,
    Role.Kind.VIEWER,
    Role.Kind.SECRETARIAT,
)


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
    seeing = _list_seeing(person, home, _SEEN)
    told = {role.pk for role in seeing}
    beside: dict[int, Role] = {}
    charges = person.additional_postings.lasting_beyond(timezone.localdate()).select_related(
        "agency"
    )
    for charge in charges:
        for role in _list_seeing(person, charge.agency, _KINDS_BESIDE):
            if role.pk not in told:
                beside[role.pk] = role
    return [*_group_roles(seeing), *_group_roles(_sort_roles(beside.values()), seen=_SEEN_BESIDE)]


def _list_seeing(person: Person, office: Agency, kinds: Collection[Role.Kind]) -> list[Role]:
    units = [office.pk, *office.get_ancestors().values_list("pk", flat=True)]
    roles = Role.objects.on(timezone.localdate()).filter(
        kind__in=kinds, agency__in=units, person__is_active=True
    )
    found = roles.exclude(person=person).select_related("person", "agency")
    return _sort_roles(role for role in found if role.covers(office))


def _sort_roles(roles: Iterable[Role]) -> list[Role]:
    order = list(_SEEN)
    return sorted(
        roles, key=lambda one: (order.index(Role.Kind(one.kind)), -one.agency.depth, one.pk)
    )


def _group_roles(roles: list[Role], *, seen: Any = None) -> Iterator[SeeingRole]:
    for (kind, _office), group in groupby(roles, lambda one: (one.kind, one.agency_id)):
        held = list(group)
        # Whom one asks for help is known by name; of others the office is told.
        told = kind in (Role.Kind.HR, Role.Kind.LINE_MANAGER)
        names = [role.person.get_full_name() for role in held] if told else []
        sees = seen or _SEEN[Role.Kind(kind)]
        yield SeeingRole(Role.Kind(kind).label, held[0].agency, sees, names, len(held))


def _find_home(person: Person) -> Agency | None:
    """Return the office of today, else the last one: it goes on seeing who left it."""
    past = person.postings.filter(valid_from__lte=timezone.localdate())
    last = past.select_related("agency").order_by("valid_from").last()
    return last.agency if last else None
