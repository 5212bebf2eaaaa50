"""Signs people in by staff number, sign-in name, e-mail or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from people.models import Person


def find_person(login: str) -> Person | None:
    """Return the person whom a login means, of whatever kind it is."""
    return Person.objects.identified_by(login).first()


class IdentifierBackend(ModelBackend):
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
