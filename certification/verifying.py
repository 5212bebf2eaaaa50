"""Answers whether a certificate is good: by its code, or by the file somebody holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone

from certification import log
from certification.codes import read_code
from certification.keys import public_keys
from certification.models import Certificate
from certification.proofs import ProofInvalid, check_proof
from certification.signature import Seal, read_seal
from certification.traces import codes_in

LARGEST_FILE = 5_000_000


class FileTooLarge(Exception):
    """The file is larger than any certificate."""


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


@dataclass(frozen=True)
class Check:
    name: Named
    state: State


@dataclass(frozen=True)
class Verdict:
    """One status in all, the checks behind it, and the certificate unless it is unknown."""

    status: Status
    checks: tuple[Check, ...]
    certificate: Certificate | None = None
    is_file: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """The issuer's copy of the claims."""
        return self.certificate.facts if self.certificate else {}

    @property
    def replaced_by(self) -> Certificate | None:
        return getattr(self.certificate, "superseded_by", None) if self.certificate else None


def unknown(*, is_file: bool = False) -> Verdict:
    nothing = tuple(Check(name, State.NOT_CHECKED) for name in Named)
    return Verdict(Status.UNKNOWN, nothing, is_file=is_file)


def verify_code(text: str, *, day: dt.date | None = None) -> Verdict:
    """The verdict on the code as somebody typed it."""
    certificate = find(code=read_code(text))
    if certificate is None:
        return unknown()
    return judge(certificate, untouched=State.NOT_CHECKED, day=day)


def verify_file(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """The verdict on a file: a sealed PDF or a credential as JSON; raises FileTooLarge."""
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(len(content))
    if b"%PDF-" in content[:1024]:
        return verify_pdf(content, day=day)
    return verify_credential(content, day=day)


def verify_pdf(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Untouched: it is the very file that we stored, and our seal covers every byte.

    No other file is parsed: 20 kB of a stranger's can hold a parser for a minute.
    """
    stored = find(pdf_digest=hashlib.sha256(content).hexdigest())
    if stored and read_seal(content) is Seal.INTACT:
        return judge(stored, untouched=State.PASSED, day=day, is_file=True)
    certificate = stored or next(
        filter(None, (find(code=code) for code in codes_in(content))), None
    )
    if certificate is None:
        return unknown(is_file=True)
    return judge(certificate, untouched=State.FAILED, day=day, is_file=True)


def verify_credential(content: bytes, *, day: dt.date | None = None) -> Verdict:
    """Untouched: the same claims as the credential we signed, and its proof holds."""
    document = read_json(content)
    certificate = find(uuid=credential_number(document))
    if certificate is None:
        return unknown(is_file=True)
    same = document == json.loads(certificate.credential) and proof_holds(document)
    untouched = State.PASSED if same else State.FAILED
    return judge(certificate, untouched=untouched, day=day, is_file=True)


def read_json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def credential_number(document: Any) -> UUID | None:
    try:
        return UUID(str(document["id"]).rstrip("/").rpartition("/")[2])
    except (TypeError, KeyError, ValueError):
        return None


def proof_holds(document: dict[str, Any]) -> bool:
    try:
        check_proof(document, public_keys("credential").values())
    except ProofInvalid:
        return False
    return True


def find(**key: Any) -> Certificate | None:
    """The sealed certificate with the key; one that is not sealed yet is known to nobody."""
    if None in key.values():
        return None
    rows = Certificate.objects.sealed().select_related("log_entry", "superseded_by")
    return rows.filter(**key).first()


def judge(
    certificate: Certificate, *, untouched: State, day: dt.date | None, is_file: bool = False
) -> Verdict:
    """The worst of what is wrong is the status; every check is told by its name."""
    day = day or timezone.localdate()
    expired = certificate.expires_on is not None and certificate.expires_on <= day
    found = {
        Named.UNTOUCHED: untouched,
        Named.ISSUED: State.FAILED if untouched is State.FAILED else State.PASSED,
        Named.NOT_REVOKED: State.FAILED if certificate.revoked_at else State.PASSED,
        Named.NOT_EXPIRED: State.FAILED if expired else State.PASSED,
        Named.LOGGED: logged(certificate),
    }
    checks = tuple(Check(name, state) for name, state in found.items())
    return Verdict(worst(certificate, found), checks, certificate, is_file)


def worst(certificate: Certificate, found: dict[Named, State]) -> Status:
    if State.FAILED in (found[Named.UNTOUCHED], found[Named.LOGGED]):
        return Status.CHANGED
    if certificate.revoked_at:
        return Status.REVOKED
    if certificate.superseded_at:
        return Status.REPLACED
    return Status.EXPIRED if found[Named.NOT_EXPIRED] is State.FAILED else Status.VALID


def logged(certificate: Certificate) -> State:
    entry = getattr(certificate, "log_entry", None)
    return State.PASSED if entry and log.entry_stands(entry) else State.FAILED
