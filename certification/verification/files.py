"""Verifies a file that somebody holds: which certificate it is, and whether it is untouched.

Only PDFs whose SHA-256 we stored are parsed; others are scanned for a code within fixed limits.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from typing import Any
from uuid import UUID

from django.db.models import Q

from certification.credentials.data_integrity import InvalidProof, verify_proofs
from certification.credentials.jwt import InvalidJWT, map_registered_claims, verify_jwt
from certification.evidence.external.records import find_record_by_digest
from certification.keys.active import load_public_keys
from certification.keys.register import compromised_keys
from certification.models import Certificate, YearStatement
from certification.sealing.validation import SealCheck, check_seal
from certification.verification.embedded_codes import extract_codes
from certification.verification.strict_json import AmbiguousJSON, is_same_json, loads_strict
from certification.verification.transcripts import (
    assess_transcript,
    claims_our_issuer,
    is_our_credential,
    is_trusted_transcript,
)
from certification.verification.verdicts import (
    CheckResult,
    Verdict,
    assess_certificate,
    assess_statement,
    build_unknown_verdict,
    select_statements,
    select_verifiable,
)

MAX_FILE_BYTES = 5_000_000  # ours are below 100 kB; a scan of one is larger
MAX_TEXT_BYTES = 1_000_000  # a transcript of two hundred certificates
_JWT_PATTERN = re.compile(rb"\s*[\w-]{10,}\.[\w-]{10,}\.[\w-]{0,200}\s*", re.ASCII)


class FileTooLarge(Exception):
    """The file is larger than any certificate."""


def verify_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Return the verdict on a sealed PDF, or on a credential or transcript as JSON or JWT.

    Raises FileTooLarge.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge(len(content))
    if b"%PDF-" in content[:1024]:
        return _verify_pdf_file(content, day=day)
    if len(content) > MAX_TEXT_BYTES:
        return build_unknown_verdict(is_file=True)
    verify = _verify_jwt_file if _JWT_PATTERN.fullmatch(content) else _verify_credential_file
    return verify(content, day=day)


def _verify_pdf_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Verify a PDF: untouched if it is the file we stored and our seal covers every byte."""
    # No other PDF is parsed: 20 kB made on purpose can keep a parser busy for a minute.
    digest = hashlib.sha256(content).hexdigest()
    stored = select_verifiable().filter(pdf_digest=digest).first()
    if stored:
        untouched = (
            CheckResult.PASSED if check_seal(content) is SealCheck.INTACT else CheckResult.FAILED
        )
        return assess_certificate(stored, untouched=untouched, day=day, is_file=True)
    codes = extract_codes(content)
    statement = _find_statement(digest, codes)
    if statement and statement.pdf_digest == digest:
        untouched = (
            CheckResult.PASSED if check_seal(content) is SealCheck.INTACT else CheckResult.FAILED
        )
        return assess_statement(statement, untouched=untouched, is_file=True)
    if referenced := _find_referenced_certificate(codes):
        return assess_certificate(referenced, untouched=CheckResult.FAILED, day=day, is_file=True)
    if statement:
        return assess_statement(statement, untouched=CheckResult.FAILED, is_file=True)
    return build_unknown_verdict(is_file=True, record=find_record_by_digest(digest))


def _find_referenced_certificate(codes: list[str]) -> Certificate | None:
    """Return the certificate of the first code that is one's."""
    found = {row.code: row for row in select_verifiable().filter(code__in=codes)} if codes else {}
    return next((found[code] for code in codes if code in found), None)


def _find_statement(digest: str, codes: list[str]) -> YearStatement | None:
    """Return the statement that the file is, else one whose code it names."""
    rows = list(select_statements().filter(Q(pdf_digest=digest) | Q(code__in=codes)))
    return next((row for row in rows if row.pdf_digest == digest), next(iter(rows), None))


def _verify_credential_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Verify JSON: untouched if it has the claims of our credential and its proof holds."""
    document, is_strict = _read_json(content)
    certificate = _find_by_uuid(_parse_credential_id(document))
    if certificate is None:
        is_ours = is_strict and is_trusted_transcript(document)
        return (
            assess_transcript(document, day=day)
            if is_ours
            else build_unknown_verdict(is_file=True)
        )
    same = is_strict and is_our_credential(document, certificate)
    untouched = CheckResult.PASSED if same and _is_proof_valid(document) else CheckResult.FAILED
    return assess_certificate(certificate, untouched=untouched, day=day, is_file=True)


def _verify_jwt_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Verify a JWT: untouched if our key signed it, with the claims of our credential."""
    text = content.decode("ascii").strip()
    header, claims = (_decode_jwt_part(text, place) for place in (0, 1))
    certificate = _find_by_uuid(_parse_credential_id(claims))
    if certificate is None:
        signed = _read_embedded_claims(text)
        if signed and claims_our_issuer(signed):
            return assess_transcript(signed, day=day)
        return build_unknown_verdict(is_file=True)
    kid = str(header.get("kid", "")).rpartition("#")[2] if isinstance(header, dict) else ""
    # With a compromised key anybody may have signed, so the claims prove nothing.
    untouched = (
        CheckResult.NOT_CHECKED
        if kid in compromised_keys()
        else _compare_claims(text, certificate)
    )
    return assess_certificate(
        certificate, untouched=untouched, day=day, is_file=True, signed_with=kid
    )


def _compare_claims(token: str, certificate: Certificate) -> CheckResult:
    """Whether a key of ours signed the token, with the very claims that were sealed."""
    if certificate.is_erased:  # the signature alone says so: the claims are no longer kept
        return CheckResult.PASSED if _read_embedded_claims(token) else CheckResult.FAILED
    same = is_same_json(_read_embedded_claims(token), _build_expected_claims(certificate))
    return CheckResult.PASSED if same else CheckResult.FAILED


def _decode_jwt_part(token: str, place: int) -> Any:
    """Decode a part of a token without checking it, to learn which certificate it names."""
    part = token.split(".")[place]
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None


def _read_embedded_claims(token: str) -> dict[str, Any] | None:
    try:
        return verify_jwt(token)
    except InvalidJWT:
        return None


def _build_expected_claims(certificate: Certificate) -> dict[str, Any]:
    document = json.loads(certificate.credential)
    del document["proof"]
    return {**document, **map_registered_claims(document)}


def _read_json(content: bytes) -> tuple[Any, bool]:
    """Return the document, and whether every reader would read the same; None for no JSON."""
    try:
        return loads_strict(content), True
    except AmbiguousJSON as loose:
        return loose.document, False


def _parse_credential_id(document: Any) -> UUID | None:
    try:
        return UUID(str(document["id"]).rstrip("/").rpartition("/")[2])
    except (TypeError, KeyError, ValueError):
        return None


def _find_by_uuid(number: UUID | None) -> Certificate | None:
    return select_verifiable().filter(uuid=number).first() if number else None


def _is_proof_valid(document: dict[str, Any]) -> bool:
    try:
        verify_proofs(document, load_public_keys("credential").values())
    except InvalidProof:
        return False
    return True
