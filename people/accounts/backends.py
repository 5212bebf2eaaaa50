"""Signs people in by staff number, sign-in name, e-mail or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from people.models import Person
from people.text.phones import normalise_phone
from people.text.spelling import clean, to_ascii_digits

# In this order: a staff number is given by the service, the others are chosen by people.
_IDENTIFIER_FIELDS = ("staff_number", "username", "email", "phone")


def normalise_login(text: str) -> str:
    """Return what a person typed to say who they are, in one spelling."""
    return normalise_phone(text).lower()


def find_person(login: str) -> Person | None:
    """Return the person whom a login means; the staff number wins over identifiers of choice."""
    typed, normal = to_ascii_digits(clean(login)), normalise_login(login)
    if not typed:
        return None
    found = Person.objects.filter(
        Q(staff_number__in=[typed, typed.upper()])
        | Q(username__in=[typed, normal])
        | Q(email=normal)
        | Q(phone=normal)
    )
    return min(found, key=lambda person: _rank_match(person, normal), default=None)


def _rank_match(person: Person, login: str) -> int:
    return next(
        (i for i, field in enumerate(_IDENTIFIER_FIELDS) if _field_matches(person, field, login)),
        len(_IDENTIFIER_FIELDS),
    )


def _field_matches(person: Person, field: str, login: str) -> bool:
    return (getattr(person, field) or "").lower() == login


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
