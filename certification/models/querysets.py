"""Limits rows of agencies to those that a registrar manages or an auditor may read."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from people.access import agencies_for, has_global_access, roles_of
from people.models import Person, Role

_Model = TypeVar("_Model", bound=models.Model)


class AgencyScopedQuerySet(models.QuerySet[_Model]):
    """Rows with an ``agency``; rows without one (citizens', the nation's) belong to the root."""

    def managed_by(self, person: Person) -> Self:
        """Rows of agencies under the person's roles as registrar."""
        return self._under(person, Role.Kind.REGISTRAR)

    def visible_to(self, person: Person) -> Self:
        """Rows of agencies under the person's roles as registrar or auditor."""
        return self._under(person, Role.Kind.REGISTRAR, Role.Kind.AUDITOR)

    def _under(self, person: Person, *kinds: Role.Kind) -> Self:
        mine = Q(agency__in=agencies_for(person, *kinds))
        roles = roles_of(person, *kinds)
        # ``agency__in`` never matches NULL, so rows without an agency need a rule of their own.
        if has_global_access(person) or any(role.agency.is_root() for role in roles):
            mine |= Q(agency=None)
        return self.filter(mine)
