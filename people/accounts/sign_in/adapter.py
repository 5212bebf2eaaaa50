"""Adapts allauth to accounts of agencies: who they are, and what is refused in words."""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from people.accounts.sign_in.agency_accounts import (
    AccountRefused,
    check_connection,
    match_account,
    tells_staff_numbers,
)
from people.messaging import notify_person
from people.models import Person


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts of an agency's own system open the account that their holder connected to them.

    An address or a name that such a system tells opens and makes none. A staff number does where
    the settings say so: see `people.accounts.sign_in.agency_accounts`.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect an account that comes for the first time, or say why not."""
        if sociallogin.is_existing or not tells_staff_numbers(sociallogin):
            return
        try:
            self._connect_first_time(request, sociallogin)
        except AccountRefused as refusal:
            context = {"reason": refusal.reason}
            page = render(request, "people/sign_in/refused.html", context, status=403)
            raise ImmediateHttpResponse(page) from refusal

    def _connect_first_time(self, request: HttpRequest, login: SocialLogin) -> None:
        if login.state.get("process") != AuthProcess.CONNECT:
            person = match_account(login)
            login.connect(request, person)
            facts = {"system": login.account.get_provider().name}
            moment = timezone.now().isoformat()
            notify_person(person, "people/account_connected", subject=moment, facts=facts)
        elif isinstance(request.user, Person):
            check_connection(login, request.user)
