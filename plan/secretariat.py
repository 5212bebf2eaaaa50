"""Says who keeps the plan of the country: the secretariat with a role at a root."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from people.access import has_global_access, roles_of
from people.models import Person, Role


def is_of_national_secretariat(person: Person | AnonymousUser) -> bool:
    """Return whether the person brings and approves files of the plan, which is the country's."""
    roles = roles_of(person, Role.Kind.SECRETARIAT)
    return has_global_access(person) or any(role.agency.is_root() for role in roles)
