"""Keeps what proves an agency: its e-mail domains, and codes that its HR gives out; only writer.

Either holds for its unit and those below, and is set by whoever manages the unit.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.access import has_role_over
from people.accounts.codes import normalise_code
from people.history import agency_acted
from people.models import Agency, AgencyCode, AgencyDomain, Person, Role

# As for other codes that are typed from paper: none is taken for another.
_ALPHABET, _LENGTH = "23456789ABCDEFGHJKMNPQRSTVWXYZ", 8
MOST_USES, MOST_DAYS = 500, 90
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
# Where anybody has a mailbox for the asking. A code costs HR a minute; a wrong domain, all trust.
_PUBLIC = {
    *("gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "rocketmail.com", "outlook.com"),
    *("hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com"),
    *("proton.me", "protonmail.com", "pm.me", "gmx.com", "gmx.net", "mail.com", "zoho.com"),
    *("yandex.com", "yandex.ru", "mail.ru", "qq.com", "163.com", "126.com", "tutanota.com"),
    *("fastmail.com", "myanmar.com.mm", "mptmail.net.mm", "mail4u.com.mm"),
}
# Under these others register names of their own.
_SHARED_ENDS = {f"{kind}.mm" for kind in ("com", "edu", "gov", "net", "org", "biz", "per")}


class DomainRefused(Exception):
    """The domain proves nothing; ``reason`` says why, in words."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class CodeRefused(Exception):
    """There is no such code for the unit, or it is over, revoked or used up."""


def add_domain(agency: Agency, typed: str, *, by: Person) -> AgencyDomain:
    """Let mailboxes of the domain prove the agency. Raise `DomainRefused`."""
    domain = typed.strip().lower().removeprefix("@")
    if not _DOMAIN.fullmatch(domain) or domain in _SHARED_ENDS:
        raise DomainRefused(_("Write the part behind the @, such as moha.gov.mm."))
    if domain in _PUBLIC:
        raise DomainRefused(_("Anybody can have a mailbox there. It proves no agency."))
    try:
        with transaction.atomic():
            row = AgencyDomain.objects.create(
                agency=agency, domain=domain, added_by=by, added_at=timezone.now()
            )
            _enter_code_act("agency.add_domain", agency, by, domain)
    except IntegrityError as error:
        raise DomainRefused(_("This domain is recorded already.")) from error
    return row


@transaction.atomic
def remove_domain(row: AgencyDomain, *, by: Person) -> None:
    row.delete()
    _enter_code_act("agency.remove_domain", row.agency, by, row.domain)


def find_domain(person: Person, agency: Agency) -> AgencyDomain | None:
    """Return the domain of the unit, or of one above, of which the person has a mailbox."""
    if not person.has_confirmed_email:
        return None
    domain = person.email.rpartition("@")[2]
    row = AgencyDomain.objects.filter(domain=domain).select_related("agency", "added_by").first()
    return row if row and agency.path.startswith(row.agency.path) else None


@transaction.atomic
def issue_agency_code(
    agency: Agency, *, uses: int, days: int, by: Person
) -> tuple[AgencyCode, str]:
    """Return a new code with its text, which nothing shows a second time."""
    text = "".join(secrets.choice(_ALPHABET) for _sign in range(_LENGTH))
    now = timezone.now()
    row = AgencyCode.objects.create(
        agency=agency,
        digest=_digest_agency_code(text),
        most_uses=min(uses, MOST_USES),
        issued_by=by,
        issued_at=now,
        expires_at=now + dt.timedelta(days=min(days, MOST_DAYS)),
    )
    _enter_code_act("agency.issue_code", agency, by, str(row.most_uses))
    return row, f"{text[:4]}-{text[4:]}"


@transaction.atomic
def revoke_code(row: AgencyCode, *, by: Person) -> None:
    unrevoked = AgencyCode.objects.filter(pk=row.pk, revoked_at=None)
    if unrevoked.update(revoked_at=timezone.now(), revoked_by=by):
        _enter_code_act("agency.revoke_code", row.agency, by)


def use_agency_code(typed: str, agency: Agency) -> AgencyCode:
    """Count one use of the code for the unit. Raise `CodeRefused`."""
    rows = AgencyCode.objects.usable(timezone.now()).filter(
        digest=_digest_agency_code(normalise_code(typed))
    )
    row = rows.select_related("agency", "issued_by").first()
    if row is None or not agency.path.startswith(row.agency.path):
        raise CodeRefused
    # Whoever gave it out must still have the right: a code is worth no more than their word.
    if not has_role_over(row.issued_by, Role.Kind.HR, row.agency):
        raise CodeRefused
    # One UPDATE, which asks again: of two who use the last one at once the second finds none.
    if not rows.update(uses=F("uses") + 1):
        raise CodeRefused
    return row


def _digest_agency_code(text: str) -> str:
    return salted_hmac("people.registration", text, algorithm="sha256").hexdigest()


def _enter_code_act(action: str, agency: Agency, by: Person, what: str = "") -> None:
    data = {"day": timezone.localdate().isoformat(), "reason": what}
    agency_acted.send(AgencyCode, action=action, agency=agency, by=by, data=data)
