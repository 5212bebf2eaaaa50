"""Erases what people keep: names, contacts, numbers, account, messages, codes and sessions.

Postings stay: agency, position, grade and days, by which past figures are counted.
"""

from __future__ import annotations

import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import Token

from people.models import BulkAct, DeskPreference, Person
from people.privacy.erasure import Eraser, register_eraser, register_obstacle
from people.privacy.own_data import delete_copies
from people.roster.proposals.keeping import count_lines_about, erase_from_rosters
from people.scim.accounts import accounts_about

# What the row of an erased person says of them; the sign-in name must be nobody's.
_BLANK: dict[str, Any] = {
    **dict.fromkeys(("honorific", "name_my", "name_en", "email", "phone", "gender"), ""),
    **dict.fromkeys(("confirmed_email", "confirmed_phone"), ""),
    **dict.fromkeys(("is_name_confirmed", "is_staff", "is_superuser"), False),
    **dict.fromkeys(("staff_number", "last_login"), None),
}


def _is_serving(person: Person) -> Any:
    today = timezone.localdate()
    return (
        _("A posting holds still, and records of service are kept. The office ends it first.")
        if person.postings.filter(valid_to=None).exists() or person.postings.on(today).exists()
        else ""
    )


def _has_duties(person: Person) -> Any:
    has_roles = person.roles.lasting_beyond(timezone.localdate()).exists()
    if has_roles or person.is_superuser or person.is_staff:
        return _("A role or right in the office holds still. It is taken back first.")
    return ""


def _count_account(person: Person) -> int:
    return 1 + sum(one.filter(user=person).count() for one in _signing_in())


def _signing_in() -> tuple[Any, ...]:
    return (Authenticator.objects, SocialAccount.objects, Token.objects, UserSession.objects)


def _erase_account(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    for rows in _signing_in():
        rows.filter(user=person).delete()
    AccessAttempt.objects.filter(username=person.username).delete()
    person.groups.clear()
    person.user_permissions.clear()
    for field, value in _BLANK.items():
        setattr(person, field, value)
    # A new number: credentials in the hands of others lead no longer to the row.
    person.username, person.subject_id = f"erased-{uuid.uuid4().hex[:16]}", uuid.uuid4()
    person.unwanted_letters = []
    # It also ends sessions that nothing lists: each holds a digest of the password.
    person.set_unusable_password()
    person.save()


def _erase_desk(person: Person) -> None:
    DeskPreference.objects.filter(person=person).delete()
    BulkAct.objects.filter(by=person).delete()
    person.roles.all().delete()


def _erase_transfers(person: Person) -> None:
    person.transfers.all().delete()
    person.posting_acts.all().delete()


def _count_desk(person: Person) -> int:
    return person.roles.count() + BulkAct.objects.filter(by=person).count()


register_obstacle(_is_serving)
register_obstacle(_has_duties)
register_eraser(
    Eraser(
        "messages",
        _("Messages to you"),
        10,
        lambda person: person.messages.count(),
        lambda person: person.messages.all().delete(),
    ),
    Eraser(
        "name-requests",
        _("Requests for another name"),
        11,
        lambda person: person.name_requests.count(),
        lambda person: person.name_requests.all().delete(),
    ),
    Eraser(
        "claims",
        _("Requests to be recorded in an office"),
        16,
        lambda person: person.service_claims.count(),
        lambda person: person.service_claims.all().delete(),
    ),
    Eraser(
        "codes",
        _("Slips and codes"),
        12,
        lambda person: person.codes.count(),
        lambda person: person.codes.all().delete(),
    ),
    Eraser(
        "own-data",
        _("Copies of your data"),
        13,
        lambda person: person.data_requests.count(),
        lambda person: delete_copies(person.data_requests.all()),
    ),
    Eraser(
        "identity-systems",
        _("What the identity system of your office says"),
        16,
        lambda person: accounts_about(person).count(),
        lambda person: accounts_about(person).delete(),
    ),
    Eraser("rosters", _("Rosters of offices"), 20, count_lines_about, erase_from_rosters),
    Eraser(
        "transfers",
        _("Transfers and what offices did to postings"),
        15,
        lambda person: person.transfers.count() + person.posting_acts.count(),
        _erase_transfers,
    ),
    Eraser(
        "cards",
        _("Sign-in cards"),
        17,
        lambda person: person.sign_in_cards.count(),
        lambda person: person.sign_in_cards.all().delete(),
    ),
    Eraser(
        "audiences",
        _("Lists of people that an office keeps"),
        17,
        lambda person: person.listed_in.count(),
        lambda person: person.listed_in.all().delete(),
    ),
    # No figure counts them.
    Eraser(
        "charges",
        _("Additional charges"),
        15,
        lambda person: person.additional_postings.count(),
        lambda person: person.additional_postings.all().delete(),
    ),
    Eraser("desk", _("Roles and rights"), 14, _count_desk, _erase_desk),
    # Last: the others find rows by what the account still says.
    Eraser("account", _("Account"), 100, _count_account, _erase_account),
)
