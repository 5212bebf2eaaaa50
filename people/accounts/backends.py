"""Signs people in by staff number, sign-in name, e-mail or phone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.text.names import clean, to_ascii_digits
from people.text.phones import is_phone_number, normalise_phone

# In this order: a staff number is given by the service, the others are chosen by people.
_IDENTIFIER_FIELDS = ("staff_number", "username", "email", "phone")


def _normalise_login(text: str) -> str:
    """What a person typed to say who they are, in one spelling."""
    return normalise_phone(text).lower()


def find_person(login: str) -> Person | None:
    """The one person a login means; the staff number wins over what people chose themselves."""
    typed, normal = to_ascii_digits(clean(login)), _normalise_login(login)
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
    """Django's own back end, with the person looked up by any of their identifiers."""

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
            Person().set_password(password)  # as slow as a wrong password
            return None
        right = person.check_password(password)
        return person if right and self.user_can_authenticate(person) else None


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter; nobody may choose a sign-in name that means somebody else."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(clean(username).lower(), shallow=shallow)
        if is_phone_number(username) or "@" in username:
            raise ValidationError(_("Choose a sign-in name with letters."))
        if not shallow and find_person(username):
            raise self.validation_error("username_taken")
        return username


def get_axes_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What failed sign-ins are counted by: one spelling of the login."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return _normalise_login(typed)
