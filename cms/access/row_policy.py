"""Decides, for Wagtail, what roles may do with rows: people, plan and certificates."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.permission_policies import BasePermissionPolicy

from people.access import has_global_access, roles_of
from people.models import Person, Role

RowScope = Callable[[Person], QuerySet[Any]]


def current_person(request: HttpRequest) -> Person:
    """Return the signed-in person; Wagtail lets nobody else into the back office."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


class RolePolicy(BasePermissionPolicy):
    """Asks the roles of today; ``rights`` names the kinds of role for each action.

    ``scope`` gives the rows a person may act on. Superusers have every action that is named.
    ``national`` rows need a role at a root of the agencies.
    """

    def __init__(
        self,
        model: type,
        rights: Mapping[str, Collection[Role.Kind]],
        scope: RowScope | None = None,
        *,
        national: bool = False,
    ) -> None:
        super().__init__(model)
        self.rights, self.national = rights, national
        # mypy does not know managers of a class that is only known as Model.
        self.scope: RowScope = scope or (lambda person: model._default_manager.all())  # type: ignore[attr-defined]

    def user_has_permission(self, user: Any, action: str) -> bool:
        # An action that is not named is nobody's, not even a superuser's.
        if action not in self.rights:
            return False
        return has_global_access(user) or any(
            role.agency.is_root() or not self.national
            for role in roles_of(user)
            if role.kind in self.rights[action]
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return (
            self.user_has_permission(user, action)
            and self.scope(user).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows = self.scope(user)
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Person]:
        kinds = {kind for action in actions for kind in self.rights.get(action, ())}
        roles = Role.objects.on(timezone.localdate()).filter(kind__in=kinds)
        people = Person.objects.filter(is_active=True)
        return people.filter(Q(is_superuser=True) | Q(pk__in=roles.values("person")))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any
    ) -> QuerySet[Person]:
        people = self.users_with_any_permission(actions)
        allowed = [p.pk for p in people if self.scope(p).filter(pk=instance.pk).exists()]
        return people.filter(pk__in=allowed)
