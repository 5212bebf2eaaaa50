"""Assesses a certificate by its row: one verdict, and the named checks behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from certification.facts.codes import format_code, parse_code
from certification.keys.register import distrusted_keys
from certification.models import (
    Certificate,
    CertificateQuerySet,
    CertificateState,
    Record,
    YearStatement,
)
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
    CertificateState.REVOKED: VerdictStatus.REVOKED,
    CertificateState.SUPERSEDED: VerdictStatus.REPLACED,
    CertificateState.EXPIRED: VerdictStatus.EXPIRED,
    CertificateState.ISSUED: VerdictStatus.VALID,
}


@dataclass(frozen=True)
class Check:
    name: CheckName
    state: CheckResult


@dataclass(frozen=True)
class Verdict:
    """One overall status, the checks behind it, and the certificate unless it is unknown.

    ``uses_compromised_key``: a key that is no longer trusted sealed or signed it.
    ``record``: what was recorded of a file that another system issued.
    ``certificates``: the verdict on each certificate of a transcript.
    ``statement``: the statement of a year, where it is one and no certificate.
    """

    status: VerdictStatus
    checks: tuple[Check, ...]
    certificate: Certificate | None = None
    is_file: bool = False
    uses_compromised_key: bool = False
    record: Record | None = None
    certificates: tuple[Verdict, ...] = ()
    statement: YearStatement | None = None
    at: dt.datetime = field(default_factory=timezone.now)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the issuer's copy of the claims, without a score that its holder hides."""
        if self.certificate is None:
            return {}
        facts: dict[str, Any] = self.certificate.facts
        return {**facts, "score": None} if self.certificate.hides_score else facts

    @property
    def targets(self) -> list[dict[str, Any]]:
        """Return the targets it counts toward."""
        return self.facts["targets"] if self.certificate else []

    @property
    def replaced_by(self) -> Certificate | None:
        return getattr(self.certificate, "superseded_by", None) if self.certificate else None

    @property
    def spaced_code(self) -> str:
        return format_code(self.certificate.code) if self.certificate else ""

    @property
    def newer_statement(self) -> YearStatement | None:
        return getattr(self.statement, "replaced_by", None) if self.statement else None


def build_unknown_verdict(*, is_file: bool = False, record: Record | None = None) -> Verdict:
    nothing = tuple(Check(name, CheckResult.NOT_CHECKED) for name in CheckName)
    return Verdict(VerdictStatus.UNKNOWN, nothing, is_file=is_file, record=record)


def verify_code(text: str, *, day: dt.date | None = None) -> Verdict:
    """Return the verdict on a code as somebody typed it."""
    code = parse_code(text)
    try:
        certificate = select_verifiable().get(code=code or "")
    except Certificate.DoesNotExist:
        statement = select_statements().filter(code=code or "").first()
        if statement is None:
            return build_unknown_verdict()
        return assess_statement(statement, untouched=CheckResult.NOT_CHECKED)
    return assess_certificate(certificate, untouched=CheckResult.NOT_CHECKED, day=day)


def select_verifiable() -> CertificateQuerySet:
    """Select certificates that can be asked about: an unsealed one is known to nobody."""
    return Certificate.objects.sealed().select_related("log_entry", "superseded_by")


def select_statements() -> QuerySet[YearStatement]:
    """Select statements that can be asked about."""
    return YearStatement.objects.sealed().select_related("replaced_by")


def assess_statement(
    statement: YearStatement, *, untouched: CheckResult, is_file: bool = False
) -> Verdict:
    """Return the checks of a statement; it is never revoked, but may be replaced.

    Raises KeyUnavailable when nothing is known of any key.
    """
    is_distrusted = statement.sealed_with in distrusted_keys()
    is_issued = not is_distrusted and untouched is not CheckResult.FAILED
    found = {
        CheckName.UNTOUCHED: untouched,
        CheckName.ISSUED: _to_check_result(is_issued),
    }
    checks = tuple(Check(name, state) for name, state in found.items())
    if untouched is CheckResult.FAILED:
        status = VerdictStatus.CHANGED
    elif is_distrusted:
        status = VerdictStatus.REVOKED
    elif _is_replaced(statement):
        status = VerdictStatus.REPLACED
    else:
        status = VerdictStatus.VALID
    return Verdict(
        status, checks, is_file=is_file, uses_compromised_key=is_distrusted, statement=statement
    )


def _is_replaced(statement: YearStatement) -> bool:
    newer = getattr(statement, "replaced_by", None)
    # One that has no file yet takes nobody's place.
    return newer is not None and newer.sealed_at is not None


def assess_certificate(
    certificate: Certificate,
    *,
    untouched: CheckResult,
    day: dt.date | None,
    is_file: bool = False,
    signed_with: str = "",
) -> Verdict:
    """Return every check and, as the status, the worst of what is wrong.

    ``signed_with``: the key of a token, which may differ from that of the certificate.
    Raises KeyUnavailable when nothing is known of any key.
    """
    day = day or timezone.localdate()
    distrusted = distrusted_keys()
    is_distrusted = uses_compromised_key(distrusted, certificate, token_key=signed_with)
    is_issued = not is_distrusted and untouched is not CheckResult.FAILED
    is_expired = certificate.expires_on is not None and certificate.expires_on <= day
    found = {
        CheckName.UNTOUCHED: untouched,
        CheckName.ISSUED: _to_check_result(is_issued),
        CheckName.NOT_REVOKED: _to_check_result(certificate.revoked_at is None),
        CheckName.NOT_EXPIRED: _to_check_result(not is_expired),
        CheckName.LOGGED: _to_check_result(_is_logged(certificate)),
    }
    checks = tuple(Check(name, state) for name, state in found.items())
    status = _decide_status(resolve_state(certificate, day, is_distrusted=is_distrusted), found)
    return Verdict(status, checks, certificate, is_file, uses_compromised_key=is_distrusted)


def _to_check_result(condition: bool) -> CheckResult:
    return CheckResult.PASSED if condition else CheckResult.FAILED


def _decide_status(state: CertificateState, found: dict[CheckName, CheckResult]) -> VerdictStatus:
    # Before revocation: a changed file proves nothing, whatever its row says.
    if CheckResult.FAILED in (found[CheckName.UNTOUCHED], found[CheckName.LOGGED]):
        return VerdictStatus.CHANGED
    return _STATUS_BY_STATE[state]


def _is_logged(certificate: Certificate) -> bool:
    entry = getattr(certificate, "log_entry", None)
    return entry is not None and log.is_entry_intact(entry)
