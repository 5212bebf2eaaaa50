"""Stores private keys as files that only their owner can read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.keys.storage import KeyUnavailable, reporting_damage

_PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey
PublicKey = Ed25519PublicKey | ec.EllipticCurvePublicKey
PEM = serialization.Encoding.PEM


class SigningKey(Protocol):
    """All that signing needs, wherever the private key is.

    ``sign``: Ed25519 as 64 bytes; EC P-256 as a DER pair over SHA-256. Raises KeyUnavailable.
    """

    @property
    def kid(self) -> str: ...
    @property
    def public(self) -> PublicKey: ...
    def sign(self, message: bytes) -> bytes: ...


class KeyStore(Protocol):
    """Where private keys are: in files, or in a token."""

    def make(self, kid: str, place: Path) -> PublicKey:
        """Make a key pair; the private key stays in the store, or is a file in the place."""

    def discard(self, kid: str) -> None:
        """Delete what ``make`` made and nothing has used."""

    def load(self, kid: str, place: Path) -> SigningKey:
        """Return the key; raises KeyUnavailable."""


@dataclass(frozen=True)
class _FileKey:
    kid: str
    private: _PrivateKey

    @property
    def public(self) -> PublicKey:
        return self.private.public_key()

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(message, ec.ECDSA(hashes.SHA256()))
        return self.private.sign(message)


class FileKeyStore:
    def make(self, kid: str, place: Path) -> PublicKey:
        key = _generate_private_key(kid)
        write_private_key(place / f"{kid}.key.pem", key)
        return key.public_key()

    def discard(self, kid: str) -> None:
        """Do nothing: the staging folder is deleted with all files in it."""

    def load(self, kid: str, place: Path) -> SigningKey:
        path = place / f"{kid}.key.pem"
        try:
            return _load_key_cached(kid, path, path.stat().st_mtime_ns)
        except FileNotFoundError as problem:
            raise KeyUnavailable(f"{path} is missing: manage.py keys make") from problem
        except PermissionError as problem:
            raise KeyUnavailable(f"{path} may not be read by this user") from problem


def _generate_private_key(kid: str) -> _PrivateKey:
    if kid.startswith("seal-"):
        return ec.generate_private_key(ec.SECP256R1())
    return Ed25519PrivateKey.generate()


# Valid for a file and its time of change only. Parsing a key takes longer than signing with it.
@lru_cache(maxsize=8)
def _load_key_cached(kid: str, path: Path, modified: int) -> _FileKey:
    content = path.read_bytes()
    with reporting_damage(path):
        key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, _PrivateKey):
        raise KeyUnavailable(f"{path} is neither an Ed25519 nor an EC key")
    return _FileKey(kid, key)


def write_new_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a new file; raises FileExistsError."""
    # The mode is set as the file is created: after a ``chmod`` somebody may have read it already.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_private_key(path: Path, key: _PrivateKey) -> None:
    # Not encrypted: the worker starts without anybody to type a password.
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    write_new_file(path, key.private_bytes(PEM, form, plain), mode=0o600)


def write_public_key(path: Path, key: PublicKey) -> None:
    write_new_file(path, key.public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
