"""Examines a file that somebody holds: which certificate it is, and whether it is untouched.

Whatever the file is, it is one of our very own or it is parsed no further than is safe.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from typing import Any
from uuid import UUID

from certification import keys
from certification.credentials.data_integrity import InvalidProof, verify_proofs
from certification.credentials.jwt import InvalidJWT, map_registered_claims, verify_jwt
from certification.evidence.external.records import find_record_by_digest
from certification.models import Certificate
from certification.sealing.validation import Seal, read_seal
from certification.verification.embedded_codes import codes_in
from certification.verification.strict_json import NotStrict, is_same, read_strictly
from certification.verification.transcripts import (
    claims_to_be_ours,
    is_our_transcript,
    judge_transcript,
)
from certification.verification.verdicts import State, Verdict, judge, known, unknown

LARGEST_FILE = 5_000_000
LARGEST_TEXT = 1_000_000  # a transcript of two hundred certificates
TOKEN = re.compile(rb"\s*[\w-]{10,}\.[\w-]{10,}\.[\w-]{0,200}\s*", re.ASCII)


class FileTooLarge(Exception):
    """The file is larger than any certificate."""


def verify_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """The verdict on a sealed PDF, a credential or a transcript, as JSON or JWT.

    Raises FileTooLarge.
    """
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(len(content))
    if b"%PDF-" in content[:1024]:
        return verify_pdf(content, day=day)
    if len(content) > LARGEST_TEXT:
        return unknown(is_file=True)
    verify = verify_token if TOKEN.fullmatch(content) else verify_credential
    return verify(content, day=day)


def verify_pdf(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Untouched: it is the very file that we stored, and our seal covers every byte.

    No other file is parsed: 20 kB of a stranger's can hold a parser for a minute.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored = known().filter(pdf_digest=digest).first()
    if stored:
        untouched = State.PASSED if read_seal(content) is Seal.INTACT else State.FAILED
        return judge(stored, untouched=untouched, day=day, is_file=True)
    named = named_in(content)
    if named is None:
        return unknown(is_file=True, record=find_record_by_digest(digest))
    return judge(named, untouched=State.FAILED, day=day, is_file=True)


def named_in(content: bytes) -> Certificate | None:
    """The certificate that a file names first by its verify address."""
    codes = codes_in(content)
    found = {row.code: row for row in known().filter(code__in=codes)} if codes else {}
    return next((found[code] for code in codes if code in found), None)


def verify_credential(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Untouched: the same claims as the credential we signed, and its proof holds."""
    document, is_strict = read_json(content)
    certificate = find(credential_number(document))
    if certificate is None:
        is_ours = is_strict and is_our_transcript(document)
        return judge_transcript(document, day=day) if is_ours else unknown(is_file=True)
    same = is_strict and is_same(document, json.loads(certificate.credential))
    untouched = State.PASSED if same and proof_holds(document) else State.FAILED
    return judge(certificate, untouched=untouched, day=day, is_file=True)


def verify_token(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Untouched: one of our keys signed it, and it claims what the credential we signed claims.

    Of a key that is lost, nobody can say who signed with it: not checked, and no longer trusted.
    """
    text = content.decode("ascii").strip()
    header, claims = (part_of(text, place) for place in (0, 1))
    certificate = find(credential_number(claims))
    if certificate is None:
        signed = claims_of(text)
        if signed and claims_to_be_ours(signed):
            return judge_transcript(signed, day=day)
        return unknown(is_file=True)
    kid = str(header.get("kid", "")).rpartition("#")[2] if isinstance(header, dict) else ""
    untouched = (
        State.NOT_CHECKED if kid in keys.compromised_keys() else compared(text, certificate)
    )
    return judge(certificate, untouched=untouched, day=day, is_file=True, signed_with=kid)


def compared(token: str, certificate: Certificate) -> State:
    """Whether a key of ours made the token, of the very claims that were sealed."""
    same = is_same(claims_of(token), claims_of_stored(certificate))
    return State.PASSED if same else State.FAILED


def part_of(token: str, place: int) -> Any:
    """A part of a token, whoever made it: only to learn which certificate it speaks of."""
    part = token.split(".")[place]
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None


def claims_of(token: str) -> dict[str, Any] | None:
    try:
        return verify_jwt(token)
    except InvalidJWT:
        return None


def claims_of_stored(certificate: Certificate) -> dict[str, Any]:
    document = json.loads(certificate.credential)
    del document["proof"]
    return {**document, **map_registered_claims(document)}


def read_json(content: bytes) -> tuple[Any, bool]:
    """What the text says, and whether every reader would read the same; None if it is no JSON."""
    try:
        return read_strictly(content), True
    except NotStrict as loose:
        return loose.document, False


def credential_number(document: Any) -> UUID | None:
    try:
        return UUID(str(document["id"]).rstrip("/").rpartition("/")[2])
    except (TypeError, KeyError, ValueError):
        return None


def find(number: UUID | None) -> Certificate | None:
    return known().filter(uuid=number).first() if number else None


def proof_holds(document: dict[str, Any]) -> bool:
    try:
        verify_proofs(document, keys.load_public_keys("credential").values())
    except InvalidProof:
        return False
    return True
