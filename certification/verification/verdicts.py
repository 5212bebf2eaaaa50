"""Judges a certificate by what is stored of it: one verdict, and the checks behind it by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import timezone

from certification.facts.codes import format_code, parse_code
from certification.keys.register import distrusted_keys
from certification.models import Certificate, CertificateQuerySet, Record
from certification.models import CertificateState as Standing
from certification.transparency import log
from certification.verification.effective_state import resolve_state, uses_compromised_key


class VerdictStatus(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    CHANGED = "changed"
    UNKNOWN = "unknown"


class CheckResult(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


class CheckName(StrEnum):
    UNTOUCHED = "untouched"
    ISSUED = "issued"
    NOT_REVOKED = "not_revoked"
    NOT_EXPIRED = "not_expired"
    LOGGED = "logged"


_STATUS_BY_STATE = {
    Standing.REVOKED: VerdictStatus.REVOKED,
    Standing.SUPERSEDED: VerdictStatus.REPLACED,
    Standing.EXPIRED: VerdictStatus.EXPIRED,
    Standing.ISSUED: VerdictStatus.VALID,
}


@dataclass(frozen=True)
class Check:
    name: CheckName
    state: CheckResult


@dataclass(frozen=True)
class Verdict:
    """One status in all, the checks behind it, and the certificate unless it is unknown.

    ``key_is_lost``: it was sealed or signed with a key that is no longer trusted.
    ``record``: of a file that was not issued here, what was recorded of it.
    ``held``: of a transcript, the verdict on each certificate in it.
    """

    status: VerdictStatus
    checks: tuple[Check, ...]
    certificate: Certificate | None = None
    is_file: bool = False
    uses_compromised_key: bool = False
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
        return self.facts["targets"] if self.certificate else []

    @property
    def replaced_by(self) -> Certificate | None:
        return getattr(self.certificate, "superseded_by", None) if self.certificate else None

    @property
    def spaced_code(self) -> str:
        return format_code(self.certificate.code) if self.certificate else ""


def build_unknown_verdict(*, is_file: bool = False, record: Record | None = None) -> Verdict:
    nothing = tuple(Check(name, CheckResult.NOT_CHECKED) for name in CheckName)
    return Verdict(VerdictStatus.UNKNOWN, nothing, is_file=is_file, record=record)


def verify_code(text: str, *, day: dt.date | None = None) -> Verdict:
    """The verdict on the code as somebody typed it."""
    code = parse_code(text)
    certificate = select_verifiable().filter(code=code).first() if code else None
    if certificate is None:
        return build_unknown_verdict()
    return assess_certificate(certificate, untouched=CheckResult.NOT_CHECKED, day=day)


def select_verifiable() -> CertificateQuerySet:
    """Certificates that can be asked about: one that is not sealed yet is known to nobody."""
    return Certificate.objects.sealed().select_related("log_entry", "superseded_by")


def assess_certificate(
    certificate: Certificate,
    *,
    untouched: CheckResult,
    day: dt.date | None,
    is_file: bool = False,
    signed_with: str = "",
) -> Verdict:
    """The worst of what is wrong is the status; every check is told by its name.

    ``signed_with``: the key of a token, which may be another than that of the certificate.
    Raises KeyUnavailable where nothing is known of any key.
    """
    day = day or timezone.localdate()
    is_lost = uses_compromised_key(distrusted_keys(), certificate, token_key=signed_with)
    found = {
        CheckName.UNTOUCHED: untouched,
        CheckName.ISSUED: _to_check_result(not is_lost and untouched is not CheckResult.FAILED),
        CheckName.NOT_REVOKED: _to_check_result(certificate.revoked_at is None),
        CheckName.NOT_EXPIRED: _to_check_result(
            not (certificate.expires_on and certificate.expires_on <= day)
        ),
        CheckName.LOGGED: _to_check_result(_is_logged(certificate)),
    }
    checks = tuple(Check(name, state) for name, state in found.items())
    status = _decide_status(resolve_state(certificate, day, is_lost=is_lost), found)
    return Verdict(status, checks, certificate, is_file, uses_compromised_key=is_lost)


def _to_check_result(condition: bool) -> CheckResult:
    return CheckResult.PASSED if condition else CheckResult.FAILED


def _decide_status(standing: Standing, found: dict[CheckName, CheckResult]) -> VerdictStatus:
    """What was changed counts for nothing; then comes what the issuer took back."""
    if CheckResult.FAILED in (found[CheckName.UNTOUCHED], found[CheckName.LOGGED]):
        return VerdictStatus.CHANGED
    return _STATUS_BY_STATE[standing]


def _is_logged(certificate: Certificate) -> bool:
    entry = getattr(certificate, "log_entry", None)
    return entry is not None and log.is_entry_intact(entry)
