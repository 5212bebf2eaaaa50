"""Verifies a transcript that we signed: what became of each certificate in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from certification.credentials.clr import CLR_CRYPTOSUITES
from certification.credentials.data_integrity import InvalidProof, verify_proofs
from certification.facts.issuer import issuer_did
from certification.keys.active import load_trusted_keys
from certification.models import Certificate
from certification.verification.strict_json import is_same_json
from certification.verification.verdicts import (
    Check,
    CheckName,
    CheckResult,
    Verdict,
    VerdictStatus,
    assess_certificate,
    build_unknown_verdict,
    select_verifiable,
)

_Document = dict[str, Any]
_STATUSES_BY_SEVERITY = (  # worst first
    *(VerdictStatus.CHANGED, VerdictStatus.UNKNOWN, VerdictStatus.REVOKED),
    *(VerdictStatus.REPLACED, VerdictStatus.EXPIRED, VerdictStatus.VALID),
)


def is_trusted_transcript(document: Any) -> bool:
    """Whether the document is a transcript that one of our trusted keys signed."""
    # Canonicalising an unknown document as RDF can take very long, so only the proof over plain
    # JSON is accepted.
    try:
        [suite] = [proof["cryptosuite"] for proof in document["proof"]]
        if suite not in CLR_CRYPTOSUITES or not claims_our_issuer(document):
            return False
        verify_proofs(document, load_trusted_keys("credential").values())
    except (InvalidProof, KeyError, TypeError, ValueError):
        return False
    return True


def claims_our_issuer(document: _Document) -> bool:
    return "ClrCredential" in document["type"] and document["issuer"]["id"] == issuer_did()


def assess_transcript(document: _Document, *, day: dt.date | None) -> Verdict:
    """Return the verdict on each certificate in it, and the worst of them as its own.

    The caller has checked the signature.
    """
    inside: list[_Document] = document["credentialSubject"]["verifiableCredential"]
    found = {
        row.uuid: row
        for row in select_verifiable().filter(uuid__in=map(_credential_uuid_of, inside))
    }
    verdicts = []
    for one in inside:
        row = found.get(_credential_uuid_of(one))
        same = row is not None and is_our_credential(one, row)
        untouched = CheckResult.PASSED if same else CheckResult.FAILED
        verdicts.append(
            assess_certificate(row, untouched=untouched, day=day)
            if row
            else build_unknown_verdict()
        )
    status = min((one.status for one in verdicts), key=_STATUSES_BY_SEVERITY.index)
    return Verdict(status, _merge_checks(verdicts), is_file=True, certificates=tuple(verdicts))


def is_our_credential(document: _Document, row: Certificate) -> bool:
    """Return whether the document says what was sealed; its signature is the caller's to check.

    Of an erased one nothing is left to compare with, so that the signature decides alone.
    """
    return row.is_erased or is_same_json(document, json.loads(row.credential))


def _credential_uuid_of(credential: _Document) -> UUID:
    return UUID(credential["id"].rpartition("/")[2])


def _merge_checks(verdicts: Iterable[Verdict]) -> tuple[Check, ...]:
    """Merge check by check: one passes when it passes for every certificate."""
    lines = zip(*(one.checks for one in verdicts), strict=True)
    return tuple(
        Check(CheckName(line[0].name), _pick_worst_result(check.state for check in line))
        for line in lines
    )


def _pick_worst_result(states: Iterable[CheckResult]) -> CheckResult:
    found = set(states)
    return next(
        s for s in (CheckResult.FAILED, CheckResult.NOT_CHECKED, CheckResult.PASSED) if s in found
    )
