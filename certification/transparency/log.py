"""Writes the public log (RFC 6962): one salted hash for each sealed certificate, never changed.

A leaf is SHA-256(0x00 ‖ salt ‖ SHA-256(credential) ‖ SHA-256(signed file)).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import secrets
from enum import Enum
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from certification.keys.active import load_public_keys, load_signing_key
from certification.keys.register import is_trusted
from certification.models import Certificate, LogEntry
from certification.transparency import merkle

# Each try fails only because somebody else appended an entry, so many tries mean a busy log.
_MAX_TRIES = 20
# Leaves of a tile: a proof reads one or two tiles, whatever the size of the log.
TILE_SIZE = 1024
_TILES_CACHE_KEY = "log:tiles"


class LogBusy(Exception):
    """Others took every position that was tried; try again later."""


def _entry_bytes(salt: bytes, certificate: Certificate) -> bytes:
    """Return what is hashed into the leaf of a certificate."""
    digests = _digest_credential(certificate) + certificate.pdf_digest
    return salt + bytes.fromhex(digests)


def _digest_credential(certificate: Certificate) -> str:
    """Return the SHA-256 of the credential; of an erased one only that is left."""
    if certificate.is_erased:
        return certificate.credential_digest
    return hashlib.sha256(certificate.credential.encode()).hexdigest()


def append_entry(certificate: Certificate, *, at: dt.datetime | None = None) -> LogEntry:
    """Return the certificate's entry, appended unless it exists. Raises LogBusy."""
    at = at or timezone.now()
    for _ in range(_MAX_TRIES):
        found = LogEntry.objects.filter(certificate=certificate).first()
        if found:
            return found
        # No lock on the log: the unique position decides between two writers. The later one waits
        # for the commit of the earlier one, fails, and takes the next position.
        try:
            with transaction.atomic():
                return _create_entry(certificate, at)
        except IntegrityError:
            continue
    raise LogBusy(certificate.code)


def _create_entry(certificate: Certificate, at: dt.datetime) -> LogEntry:
    last = LogEntry.objects.aggregate(last=Max("position"))["last"]
    salt = secrets.token_bytes(32)
    entry = _entry_bytes(salt, certificate)
    return LogEntry.objects.create(
        position=0 if last is None else last + 1,
        certificate=certificate,
        salt=salt,
        leaf_hash=merkle.leaf_hash(entry),
        logged_at=at,
    )


def log_size() -> int:
    """Return the number of entries."""
    # Positions have no gaps, and the greatest is read from an index; counting takes longer.
    last: int | None = LogEntry.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def load_leaf_hashes(start: int, end: int) -> list[bytes]:
    """Return the leaf hashes from one position up to another, which is not included."""
    rows = LogEntry.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return [bytes(row) for row in rows.values_list("leaf_hash", flat=True)]


def load_tree(entries: int | None = None) -> merkle.TiledTree:
    """Return the tree of the first so many entries, or of all."""
    entries = log_size() if entries is None else entries
    finished, rest = divmod(entries, TILE_SIZE)
    tiles = _load_full_tiles(finished)

    def load_tile(number: int) -> list[bytes]:
        return load_leaf_hashes(number * TILE_SIZE, min((number + 1) * TILE_SIZE, entries))

    if rest or not tiles:
        tiles = [*tiles, merkle.root_hash(load_tile(finished))]
    return merkle.TiledTree(entries, TILE_SIZE, tiles, load_tile)


def _load_full_tiles(number: int) -> list[bytes]:
    """Return the roots of the first so many full tiles, which never change, from the cache."""
    tiles = _load_cached_tiles()
    if len(tiles) < number:
        missing = range(len(tiles), number)
        tiles += [
            merkle.root_hash(load_leaf_hashes(tile * TILE_SIZE, (tile + 1) * TILE_SIZE))
            for tile in missing
        ]
        cache.set(_TILES_CACHE_KEY, (_last_leaf_of_tiles(number), tiles), None)
    return tiles[:number]


def _load_cached_tiles() -> list[bytes]:
    """Return the cached roots, unless they are of another log than that in the database."""
    # After a database is restored from a copy, the cache may know entries that are gone. The last
    # leaf tells, since no other log has the same salt.
    leaf, tiles = cache.get(_TILES_CACHE_KEY, (b"", []))
    return tiles if tiles and _last_leaf_of_tiles(len(tiles)) == leaf else []


def _last_leaf_of_tiles(tiles: int) -> bytes:
    """Return the leaf hash at the end of so many tiles; empty beyond the end of the log."""
    return b"".join(load_leaf_hashes(tiles * TILE_SIZE - 1, tiles * TILE_SIZE))


def is_entry_intact(entry: LogEntry) -> bool:
    """Whether the logged hash is that of the certificate as it is stored now."""
    certificate = entry.certificate
    now = _entry_bytes(bytes(entry.salt), certificate)
    return merkle.leaf_hash(now) == bytes(entry.leaf_hash)


def to_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def build_tree_head(entries: int) -> dict[str, Any]:
    """Return size, root and time of the first so many entries; the same log, the same head."""
    tree = load_tree(entries)
    last = LogEntry.objects.filter(position=tree.size - 1).first()
    return {
        "size": tree.size,
        "root": to_base64(tree.root()),
        "logged_at": last.logged_at.astimezone(dt.UTC).isoformat() if last else None,
    }


def sign_tree_head() -> dict[str, Any]:
    """Return the signed head of the whole log. Raises KeyUnavailable."""
    return sign_statement(build_tree_head(log_size()))


def sign_statement(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts with the id of the log key and its signature over them."""
    key = load_signing_key("log")
    return {**parts, "key": key.kid, "signature": to_base64(key.sign(statement_bytes(parts)))}


class StatementCheck(Enum):
    """Names what a check of a signed statement found."""

    INTACT = "intact"
    KEY_LOST = "key_lost"  # signed by a key that is in other hands since
    BROKEN = "broken"


def check_statement(signed: dict[str, Any]) -> StatementCheck:
    """Check the signature of what `sign_statement` returned. Raise KeyUnavailable."""
    kid = signed["key"]
    key = load_public_keys("log").get(kid)
    try:
        if key is None:
            return StatementCheck.BROKEN
        key.verify(base64.b64decode(signed["signature"]), statement_bytes(signed))
    except (InvalidSignature, binascii.Error):
        return StatementCheck.BROKEN
    return StatementCheck.INTACT if is_trusted(kid) else StatementCheck.KEY_LOST


def statement_bytes(statement: dict[str, Any]) -> bytes:
    """Return the signed bytes of a head or other statement: all but key and signature."""
    parts = {name: part for name, part in statement.items() if name not in ("key", "signature")}
    # Sorted and without spaces, so that a checker in another language builds the same bytes.
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()


def build_log_proof(entry: LogEntry) -> dict[str, Any]:
    """Return all that a verifier needs to find the certificate in the signed tree head."""
    certificate, entries = entry.certificate, log_size()
    return {
        "position": entry.position,
        "salt": to_base64(bytes(entry.salt)),
        "credential_sha256": _digest_credential(certificate),
        "pdf_sha256": certificate.pdf_digest,
        "leaf_hash": to_base64(bytes(entry.leaf_hash)),
        "path": [to_base64(node) for node in load_tree(entries).inclusion_proof(entry.position)],
        "head": sign_statement(build_tree_head(entries)),
    }


def inclusion_of(leaf: bytes, entries: int) -> dict[str, Any] | None:
    """Return the inclusion proof of a leaf in the tree of the first so many entries, or None."""
    entry = LogEntry.objects.filter(leaf_hash=leaf, position__lt=entries).first()
    if entry is None:
        return None
    path = load_tree(entries).inclusion_proof(entry.position)
    return {
        "position": entry.position,
        "size": entries,
        "leaf_hash": to_base64(leaf),
        "path": [to_base64(node) for node in path],
    }
