"""Knows people by staff number, sign-in name, e-mail or phone, with a password or a code."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.http import HttpRequest

from people.accounts.codes import find_code
from people.accounts.slips import opens_account
from people.models import OneTimeCode, Person


def find_person(login: str) -> Person | None:
    """Return the person whom a login means, of whatever kind it is."""
    return Person.objects.identified_by(login).first()


class OpenAccountBackend(ModelBackend):
    """Lets in nobody whose data was erased, and ends sessions that were still open."""

    def get_user(self, user_id: int) -> Person | None:
        # With what every page of the desk asks, so that none asks it in a query of its own.
        people = Person.objects.select_related(*settings.READ_WITH_PERSON)
        person = people.filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what Django does, of the person and of their groups: one query for its two."""
        is_known = obj is not None or hasattr(user_obj, "_perm_cache")
        if is_known or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        held = (
            user_obj.user_permissions.all(),
            Permission.objects.filter(group__in=user_obj.groups.all()),
        )
        own, of_groups = (
            rows.order_by().values_list("content_type__app_label", "codename") for rows in held
        )
        # Under the name that Django keeps it by: all back ends share what is read.
        user_obj._perm_cache = {f"{app}.{codename}" for app, codename in own.union(of_groups)}
        return user_obj._perm_cache

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.erased_at is None


class IdentifierBackend(OpenAccountBackend):
    """Django's own back end that finds the person by any of their identifiers."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        if username is None or password is None:
            return None
        person = find_person(username)
        if person is None:
            # Hash all the same: a fast answer would tell that there is no such person.
            Person().set_password(password)
            return None
        right = person.check_password(password)
        return person if right and self.user_can_authenticate(person) else None


class OneTimeCodeBackend(OpenAccountBackend):
    """Finds the person whose slip, or code by text message, somebody has in hand.

    It is a back end so that wrong codes count as failed sign-ins do, at the place where they are
    tried. It signs nobody in: who has the code chooses a password with it.
    """

    def authenticate(  # type: ignore[override]  # bound by these names: a password is none of it
        self, request: HttpRequest | None, username: str, secret: str
    ) -> Person | None:
        person = find_person(username)
        if person is None or not self.user_can_authenticate(person):
            return None
        purposes = (OneTimeCode.Purpose.SLIP, OneTimeCode.Purpose.PASSWORD)
        code = find_code(person, secret, *purposes)
        return person if code and opens_account(code) else None
