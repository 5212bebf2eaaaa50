"""Keeps the users that an identity system describes: only writer of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Agency, Person, ScimAccount, ScimToken
from people.scim.leaving import end_service_at_once
from people.scim.protocol import ScimAccountResource, ScimEmployment
from people.text.identifiers import normalise_staff_number

_LONGEST = 254


class UserNameTaken(Exception):
    """Another user of the unit has the name."""


class TooLong(ValueError):
    """The attribute (``args[0]``) is longer than any that is kept."""


def find_accounts(unit: Agency) -> QuerySet[ScimAccount]:
    """Return the users that the systems of the unit have described and not deleted."""
    return ScimAccount.objects.filter(unit=unit, deleted_at=None)


def accounts_about(person: Person) -> QuerySet[ScimAccount]:
    """Return the users that mean the person, of whatever unit."""
    if not person.staff_number:
        return ScimAccount.objects.none()
    return ScimAccount.objects.filter(staff_number=person.staff_number)


@transaction.atomic
def create_account(token: ScimToken, user: Any) -> ScimAccount:
    """Keep a new user. Raise `UserNameTaken` or `TooLong`.

    One that comes in as inactive is proposed as somebody who left: the first reading of a system
    ends nothing by itself.
    """
    now = timezone.now()
    account = ScimAccount(unit=token.unit, created_at=now, changed_at=now, is_active=True)
    _set_resource(account, user)
    account.save(force_insert=True)
    return account


@transaction.atomic
def update_account(token: ScimToken, account: ScimAccount, user: Any) -> ScimAccount:
    """Keep what the user is now; one that is not active any more leaves at once.

    Raise `UserNameTaken` or `TooLong`.
    """
    row = ScimAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    was_active, before = row.is_active, row.resource
    _set_resource(row, user)
    if row.resource == before:
        return row
    row.changed_at, row.is_waiting = timezone.now(), True
    row.save()
    if was_active and not row.is_active:
        end_service_at_once(row, token)
    return row


@transaction.atomic
def delete_account(token: ScimToken, account: ScimAccount) -> None:
    """Forget the user, who leaves at once if still active."""
    row = ScimAccount.objects.select_for_update(of=("self",)).get(pk=account.pk)
    was_active = row.is_active
    row.is_active, row.is_waiting = False, True
    row.deleted_at = row.changed_at = timezone.now()
    row.save()
    if was_active:
        end_service_at_once(row, token)


def _set_resource(account: ScimAccount, user: Any) -> None:
    user.id, user.meta = None, None
    name = (user.user_name or "").casefold()
    employment = user[ScimEmployment]
    number = (employment.employee_number if employment else None) or user.user_name or ""
    for attribute, text in (("userName", name), ("externalId", user.external_id or "")):
        if len(text) > _LONGEST:
            raise TooLong(attribute)
    others = find_accounts(account.unit).exclude(pk=account.pk)
    if others.filter(user_name=name).exists():
        raise UserNameTaken
    account.user_name, account.external_id = name, user.external_id or ""
    account.staff_number = normalise_staff_number(number)[:_LONGEST]
    account.is_active = user.active is not False
    account.resource = user.model_dump()


def read_resource(account: ScimAccount) -> Any:
    """Return the user as the system described it last."""
    return ScimAccountResource.model_validate(account.resource)
