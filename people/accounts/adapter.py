"""Adapts allauth to our identifiers and limits, and writes its letters as ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from people.accounts.backends import find_person
from people.models import Person
from people.text.identifiers import is_own_choice
from people.text.spelling import clean


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter that refuses sign-in names and addresses which mean somebody else."""

    def new_user(self, request: HttpRequest) -> Person:
        # Only a roster makes officials: nobody becomes one by signing up.
        return Person(audience=Person.Audience.CITIZEN)

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(clean(username).lower(), shallow=shallow)
        # A number or address as a name could be the one that an official gets later.
        if not is_own_choice(username):
            raise ValidationError(_("Choose a sign-in name of more letters than digits."))
        if not shallow and find_person(username):
            raise self.validation_error("username_taken")
        return username

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave wrong passwords to django-axes (`people.accounts.failures`).

        allauth counts them by account alone: anybody could shut out anybody else, everywhere.
        """

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of a password letter, under our own address.

        allauth takes it from the request, where whoever asks chooses the host.
        """
        names = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=names)
        return settings.SITE_URL.rstrip("/") + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter in the language of the person, whoever asked for it in which one."""
        with translation.override(context["user"].language):
            super().send_mail(template_prefix, email, context)
