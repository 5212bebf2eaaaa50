"""Writes the public log: one salted hash for each sealed certificate, in order, never changed.

A leaf: SHA-256(0x00 ‖ salt ‖ SHA-256(credential) ‖ SHA-256(signed file)); RFC 6962 tree.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from certification import keys, merkle
from certification.models import Certificate, LogEntry

TRIES = 20


class LogBusy(Exception):
    """So many others wrote that no place was free; try again."""


def entry_bytes(salt: bytes, credential: str, pdf_digest: str) -> bytes:
    """What is hashed into the leaf of a certificate."""
    return salt + hashlib.sha256(credential.encode()).digest() + bytes.fromhex(pdf_digest)


def append(certificate: Certificate, *, at: dt.datetime | None = None) -> LogEntry:
    """The certificate's entry, written at the end of the log unless it is there."""
    at = at or timezone.now()
    for _ in range(TRIES):
        found = LogEntry.objects.filter(certificate=certificate).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return write_last(certificate, at)
        except IntegrityError:
            continue
    raise LogBusy(certificate.code)


def write_last(certificate: Certificate, at: dt.datetime) -> LogEntry:
    last = LogEntry.objects.aggregate(last=Max("position"))["last"]
    salt = secrets.token_bytes(32)
    entry = entry_bytes(salt, certificate.credential, certificate.pdf_digest)
    return LogEntry.objects.create(
        position=0 if last is None else last + 1,
        certificate=certificate,
        salt=salt,
        leaf_hash=merkle.leaf_hash(entry),
        logged_at=at,
    )


def leaves(size: int | None = None) -> list[bytes]:
    """All leaf hashes in order, or the first so many."""
    rows = LogEntry.objects.order_by("position").values_list("leaf_hash", flat=True)
    return [bytes(row) for row in (rows if size is None else rows[:size])]


def entry_stands(entry: LogEntry) -> bool:
    """Whether the logged hash is that of the certificate as it is stored now."""
    certificate = entry.certificate
    now = entry_bytes(bytes(entry.salt), certificate.credential, certificate.pdf_digest)
    return merkle.leaf_hash(now) == bytes(entry.leaf_hash)


def text_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def tree_head(hashes: list[bytes] | None = None) -> dict[str, Any]:
    """Size and root, signed; the same log gives the same head."""
    hashes = leaves() if hashes is None else hashes
    last = LogEntry.objects.order_by("position")[len(hashes) - 1] if hashes else None
    head = {
        "size": len(hashes),
        "root": text_of(merkle.root(hashes)),
        "logged_at": last.logged_at.astimezone(dt.UTC).isoformat() if last else None,
    }
    key = keys.signing_key("log")
    signature = key.sign(signed_bytes(head))
    return {**head, "key": key.kid, "signature": text_of(signature)}


def signed_bytes(head: dict[str, Any]) -> bytes:
    """What is signed of a head: size, root and time, as JSON with sorted keys and no spaces."""
    parts = {name: head[name] for name in ("size", "root", "logged_at")}
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()


def proof_of(entry: LogEntry) -> dict[str, Any]:
    """Everything a stranger needs to find the certificate in the signed head."""
    hashes = leaves()
    certificate = entry.certificate
    return {
        "position": entry.position,
        "salt": text_of(bytes(entry.salt)),
        "credential_sha256": hashlib.sha256(certificate.credential.encode()).hexdigest(),
        "pdf_sha256": certificate.pdf_digest,
        "leaf_hash": text_of(bytes(entry.leaf_hash)),
        "path": [text_of(node) for node in merkle.inclusion_proof(entry.position, hashes)],
        "head": tree_head(hashes),
    }
