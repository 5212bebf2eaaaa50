"""Issues and uses one-time codes: only writer of them.

A code is short, so that it is typed from paper or a small screen without mistakes: eight signs of
thirty that do not look like each other; in a link that signs in there are more of them. Guesses
are limited where codes are asked for, and only a digest under the secret key is kept, so that the
table alone gives none away.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.models import Agency, OneTimeCode, Person
from people.text.spelling import to_ascii_digits

# Without 0 O, 1 I L and U V, of each of which one is taken for the other.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# Of a link nobody types anything; whoever tries links need not name a person, so it is long.
_LENGTH, _LENGTH_OF_LINKS = 8, 32
_LONGEST_TYPED = 60
_Purpose = OneTimeCode.Purpose


@dataclass(frozen=True)
class IssuedCode:
    """A code as its holder gets it; nothing shows ``text`` a second time."""

    row: OneTimeCode
    text: str


@transaction.atomic
def issue_code(
    person: Person,
    purpose: OneTimeCode.Purpose,
    *,
    contact: str = "",
    by: Person | None = None,
    agency: Agency | None = None,
    needs_approval: bool = False,
    at: dt.datetime | None = None,
) -> OneTimeCode:
    """Return a new row without a secret yet; an earlier code for the purpose ends."""
    at = at or timezone.now()
    # Locked: of two requests at once the second must see, and end, the code of the first.
    Person.objects.select_for_update().get(pk=person.pk)
    cancel_codes(person, purpose, at=at)
    lifetime = dt.timedelta(seconds=settings.CODE_LIFETIMES[purpose.value])
    return OneTimeCode.objects.create(
        person=person,
        purpose=purpose,
        contact=contact,
        issued_by=by,
        agency=agency,
        needs_approval=needs_approval,
        issued_at=at,
        expires_at=at + lifetime,
    )


def draw_secret(row: OneTimeCode) -> IssuedCode:
    """Give the row a secret, in place of one it may have, and return it to be printed or sent."""
    length = _LENGTH_OF_LINKS if row.purpose == _Purpose.LINK else _LENGTH
    code = "".join(secrets.choice(_ALPHABET) for _ in range(length))
    row.digest = _digest_code(row.person_id, row.purpose, code)
    row.save(update_fields=["digest"])
    return IssuedCode(row, "-".join(re.findall("....", code)))


def mark_sent(row: OneTimeCode, *, at: dt.datetime | None = None) -> None:
    row.sent_at = at or timezone.now()
    row.save(update_fields=["sent_at"])


def find_code(
    person: Person, typed: str, *purposes: OneTimeCode.Purpose, at: dt.datetime | None = None
) -> OneTimeCode | None:
    """Return the code that can still be used, if what was typed is one for the purposes."""
    code = normalise_code(typed)
    digests = [_digest_code(person.pk, purpose, code) for purpose in purposes] if code else []
    usable = person.codes.usable(at or timezone.now())
    return usable.filter(digest__in=digests, purpose__in=purposes).first()


def approve_code(row: OneTimeCode, by: Person, *, at: dt.datetime | None = None) -> bool:
    """Record the second person; return False if the code waits for none any more."""
    at = at or timezone.now()
    waiting = OneTimeCode.objects.usable(at).unapproved().filter(pk=row.pk)
    return bool(waiting.exclude(issued_by=by).update(approved_by=by, approved_at=at))


def use_code(row: OneTimeCode, *, at: dt.datetime | None = None) -> bool:
    """Use the code up; return False for whoever comes second."""
    at = at or timezone.now()
    # One UPDATE: of two requests with the same code only one finds it usable.
    return bool(OneTimeCode.objects.usable(at).filter(pk=row.pk).update(used_at=at))


def cancel_codes(
    person: Person, *purposes: OneTimeCode.Purpose, at: dt.datetime | None = None
) -> None:
    """End the person's codes for the purposes that were not used."""
    waiting = person.codes.filter(purpose__in=purposes, used_at=None, cancelled_at=None)
    waiting.update(cancelled_at=at or timezone.now())


def cancel_waiting_codes(person: Person) -> None:
    """End every code of the person, for contacts that wait for one too."""
    cancel_codes(person, *_Purpose)


def cancel_ways_in(*, user: Person, **signal: Any) -> None:
    """End the codes that open the account: the person has a new password, set in another way."""
    cancel_codes(user, _Purpose.SLIP, _Purpose.PASSWORD, _Purpose.TEXT, _Purpose.LINK)


def find_pending(person: Person, purpose: OneTimeCode.Purpose) -> OneTimeCode | None:
    """Return the code that the person was sent and has not used yet."""
    return person.codes.usable(timezone.now()).filter(purpose=purpose).first()


def find_old_codes(before: dt.datetime) -> QuerySet[OneTimeCode]:
    """Return codes that were over before; slips stay, for they tell who printed them.

    They hold addresses and numbers that somebody only typed.
    """
    over = OneTimeCode.objects.filter(expires_at__lt=before)
    return over.exclude(purpose=_Purpose.SLIP)


def normalise_code(typed: str) -> str:
    """Return the code as it is compared: capitals and ASCII digits, without spaces and dashes."""
    return re.sub(r"[^0-9A-Z]", "", to_ascii_digits(typed[:_LONGEST_TYPED]).upper())


def _digest_code(person: int, purpose: str, code: str) -> str:
    value = f"{person}:{purpose}:{code}"
    return salted_hmac("people.accounts.codes", value, algorithm="sha256").hexdigest()
