"""Finds whose account it is that signs in by the system of an agency (OpenID Connect).

Such a system tells a staff number in a claim that the settings name. It speaks for the people of
its own agency, opens no account that is in use without its holder's confirmed address, and makes
nobody.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person
from people.text.identifiers import normalise_staff_number

_UNKNOWN = _("Your agency's system tells a staff number that is recorded with none of its people.")
_IN_USE = _("This account is in use already. Sign in as you are used to, then connect it.")
_ANOTHER = _("The account of your agency belongs to somebody else here.")
_OTHER_ADDRESS = _("Your agency's system tells another e-mail address than the one recorded here.")
_BROKEN = _("The answer of your agency's system contradicts itself.")


class AccountRefused(Exception):
    """Somebody signs in by an account that opens nothing here; ``reason`` says why, in words."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def tells_staff_numbers(login: SocialLogin) -> bool:
    """Return whether the settings name a claim with staff numbers for the system."""
    return bool(_settings_of(login).get("staff_number_claim"))


def match_account(login: SocialLogin) -> Person:
    """Return whose account the login opens for the first time. Raise `AccountRefused`."""
    person = _find_by_number(login)
    if SocialAccount.objects.filter(user=person, provider=login.account.provider).exists():
        raise AccountRefused(_ANOTHER)
    address, is_verified = _read_address(login)
    if person.email and address and address != person.email:
        raise AccountRefused(_OTHER_ADDRESS)
    is_shown = is_verified and person.has_confirmed_email and address == person.email
    # Whatever a system of an office says, an account in use is its holder's: decision 0026.
    if not is_shown and Person.objects.protected().filter(pk=person.pk).exists():
        raise AccountRefused(_IN_USE)
    return person


def check_connection(login: SocialLogin, person: Person) -> None:
    """Raise `AccountRefused` if the account that somebody connects is told to be another's."""
    if _find_by_number(login).pk != person.pk:
        raise AccountRefused(_ANOTHER)


def _find_by_number(login: SocialLogin) -> Person:
    told = _read_claims(login).get(_settings_of(login)["staff_number_claim"])
    number = normalise_staff_number(str(told or ""))
    people = Person.objects.living().filter(is_active=True, erased_at=None)
    # Without a number nobody: most people have none.
    person = people.filter(staff_number=number).first() if number else None
    if person is None or not _speaks_for(login, person):
        raise AccountRefused(_UNKNOWN)
    return person


def _speaks_for(login: SocialLogin, person: Person) -> bool:
    code = _settings_of(login).get("agency")
    if not code:
        return True
    agencies = Agency.objects.under(*Agency.objects.filter(code=code))
    posted = Person.objects.posted_in(agencies, day=timezone.localdate())
    return posted.filter(pk=person.pk).exists()


def _read_claims(login: SocialLogin) -> dict[str, Any]:
    """Return what the token and the answer about the person say. Raise `AccountRefused`."""
    data = login.account.extra_data
    token, answer = data.get("id_token") or {}, data.get("userinfo") or {}
    # OpenID Connect Core 5.3.2: an answer about somebody else must not be used.
    if token and answer and token.get("sub") != answer.get("sub"):
        raise AccountRefused(_BROKEN)
    return {**answer, **token}


def _read_address(login: SocialLogin) -> tuple[str, bool]:
    claims = _read_claims(login)
    # Only the JSON value: some systems write the word "false", which is true in Python.
    return str(claims.get("email") or "").strip().lower(), claims.get("email_verified") is True


def _settings_of(login: SocialLogin) -> dict[str, Any]:
    provider = login.provider or login.account.get_provider()
    return dict(provider.app.settings) if provider.app else {}
