"""Judges a certificate by what is stored of it: one verdict, and the checks behind it by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import timezone

from certification import keys
from certification.facts.codes import format_code, parse_code
from certification.facts.snapshot import targets_of
from certification.models import Certificate, CertificateQuerySet, Record
from certification.models import CertificateState as Standing
from certification.transparency import log
from certification.verification.effective_state import rests_on, standing_of


class Status(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class State(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


class Named(StrEnum):
    UNTOUCHED = "untouched"
    ISSUED = "issued"
    NOT_REVOKED = "not_revoked"
    NOT_EXPIRED = "not_expired"
    LOGGED = "logged"


BY_STANDING = {
    Standing.REVOKED: Status.REVOKED,
    Standing.SUPERSEDED: Status.REPLACED,
    Standing.EXPIRED: Status.EXPIRED,
    Standing.ISSUED: Status.VALID,
}


@dataclass(frozen=True)
class Check:
    name: Named
    state: State


@dataclass(frozen=True)
class Verdict:
    """One status in all, the checks behind it, and the certificate unless it is unknown.

    ``key_is_lost``: it was sealed or signed with a key that is no longer trusted.
    ``record``: of a file that was not issued here, what was recorded of it.
    ``held``: of a transcript, the verdict on each certificate in it.
    """

    status: Status
    checks: tuple[Check, ...]
    certificate: Certificate | None = None
    is_file: bool = False
    key_is_lost: bool = False
    record: Record | None = None
    held: tuple[Verdict, ...] = ()
    at: dt.datetime = field(default_factory=timezone.now)

    @property
    def facts(self) -> dict[str, Any]:
        """The issuer's copy of the claims, without a score that its holder hides."""
        if self.certificate is None:
            return {}
        facts: dict[str, Any] = self.certificate.facts
        return {**facts, "score": None} if self.certificate.hides_score else facts

    @property
    def targets(self) -> list[dict[str, Any]]:
        """What it counts toward."""
        return targets_of(self.facts) if self.certificate else []

    @property
    def replaced_by(self) -> Certificate | None:
        return getattr(self.certificate, "superseded_by", None) if self.certificate else None

    @property
    def spaced_code(self) -> str:
        return format_code(self.certificate.code) if self.certificate else ""


def unknown(*, is_file: bool = False, record: Record | None = None) -> Verdict:
    nothing = tuple(Check(name, State.NOT_CHECKED) for name in Named)
    return Verdict(Status.UNKNOWN, nothing, is_file=is_file, record=record)


def verify_code(text: str, *, day: dt.date | None = None) -> Verdict:
    """The verdict on the code as somebody typed it."""
    code = parse_code(text)
    certificate = known().filter(code=code).first() if code else None
    if certificate is None:
        return unknown()
    return judge(certificate, untouched=State.NOT_CHECKED, day=day)


def known() -> CertificateQuerySet:
    """Certificates that can be asked about: one that is not sealed yet is known to nobody."""
    return Certificate.objects.sealed().select_related("log_entry", "superseded_by")


def judge(
    certificate: Certificate,
    *,
    untouched: State,
    day: dt.date | None,
    is_file: bool = False,
    signed_with: str = "",
) -> Verdict:
    """The worst of what is wrong is the status; every check is told by its name.

    ``signed_with``: the key of a token, which may be another than that of the certificate.
    Raises keys.KeyMissing where nothing is known of any key.
    """
    day = day or timezone.localdate()
    is_lost = rests_on(keys.distrusted_keys(), certificate, token_key=signed_with)
    found = {
        Named.UNTOUCHED: untouched,
        Named.ISSUED: passed(not is_lost and untouched is not State.FAILED),
        Named.NOT_REVOKED: passed(certificate.revoked_at is None),
        Named.NOT_EXPIRED: passed(not (certificate.expires_on and certificate.expires_on <= day)),
        Named.LOGGED: passed(is_logged(certificate)),
    }
    checks = tuple(Check(name, state) for name, state in found.items())
    status = worst(standing_of(certificate, day, is_lost=is_lost), found)
    return Verdict(status, checks, certificate, is_file, key_is_lost=is_lost)


def passed(condition: bool) -> State:
    return State.PASSED if condition else State.FAILED


def worst(standing: Standing, found: dict[Named, State]) -> Status:
    """What was changed counts for nothing; then comes what the issuer took back."""
    if State.FAILED in (found[Named.UNTOUCHED], found[Named.LOGGED]):
        return Status.CHANGED
    return BY_STANDING[standing]


def is_logged(certificate: Certificate) -> bool:
    entry = getattr(certificate, "log_entry", None)
    return entry is not None and log.is_entry_intact(entry)
