"""Adapts allauth and django-axes to our sign-in names."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.accounts.backends import find_person, normalise_login
from people.text.phones import is_phone_number
from people.text.spelling import clean


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter that refuses sign-in names which mean somebody else."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(clean(username).lower(), shallow=shallow)
        # A phone number or e-mail address as a name could pass for another person's login.
        if is_phone_number(username) or "@" in username:
            raise ValidationError(_("Choose a sign-in name with letters."))
        if not shallow and find_person(username):
            raise self.validation_error("username_taken")
        return username


def get_axes_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the spelling of the login by which failed sign-ins are counted.

    In one spelling: else each variant of a number would have its own allowance of attempts.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return normalise_login(typed)
