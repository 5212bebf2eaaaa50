"""Gives, finds and revokes the keys by which identity systems come in: only writer of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from people.access import has_role_over
from people.history import office_acted
from people.models import Agency, Person, Role, ScimToken

_PREFIX = "pyscim_"  # so that whoever finds one in a file knows what it is
_SECRET_BYTES = 32
# A write for each request would make all others wait; nobody needs it to the minute.
_USE_NOTED_EVERY = dt.timedelta(minutes=10)


class TokenRefused(Exception):
    """The unit is none of the person's, or the key is known to nobody or over."""


@transaction.atomic
def give_token(unit: Agency, name: str, *, by: Person) -> tuple[ScimToken, str]:
    """Return a new token and its secret, which is told this once. Raise `TokenRefused`."""
    if not has_role_over(by, Role.Kind.HR, unit):
        raise TokenRefused
    secret = _PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    token = ScimToken.objects.create(
        unit=unit, name=name, digest=_digest_token(secret), given_by=by, given_at=timezone.now()
    )
    _enter_act("scim.give_token", token, by)
    return token, secret


@transaction.atomic
def revoke_token(token: ScimToken, *, by: Person) -> None:
    """End the token for good; the same again is no act. Raise `TokenRefused`."""
    row = ScimToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if not has_role_over(by, Role.Kind.HR, row.unit):
        raise TokenRefused
    if row.revoked_at is None:
        row.revoked_by, row.revoked_at = by, timezone.now()
        row.save(update_fields=["revoked_by", "revoked_at"])
        _enter_act("scim.revoke_token", row, by)


def find_token(secret: str) -> ScimToken:
    """Return the token that works with the secret, and note its use. Raise `TokenRefused`."""
    known = ScimToken.objects.filter(digest=_digest_token(secret), revoked_at=None)
    token = known.select_related("unit", "given_by").first()
    if token is None or not does_work(token):
        raise TokenRefused
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - _USE_NOTED_EVERY:
        ScimToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def does_work(token: ScimToken) -> bool:
    """Return whether the token was not revoked, and whoever gave it may still do what it does."""
    is_given = has_role_over(token.given_by, Role.Kind.HR, token.unit)
    return token.revoked_at is None and is_given


def _digest_token(secret: str) -> str:
    # Fast on purpose: nobody guesses 256 random bits, and each request brings it.
    return hashlib.sha256(secret.encode()).hexdigest()


def _enter_act(action: str, token: ScimToken, by: Person) -> None:
    data = {"agency": token.unit.names, "name": token.name}
    office_acted.send(ScimToken, action=action, people=[by], by=by, data=data)
