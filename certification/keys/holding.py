"""Finds the keys that sign: the newest of each purpose that is neither retired nor compromised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.keys import register
from certification.keys.register import Entry, KeyMissing, folder

Private = Ed25519PrivateKey | ec.EllipticCurvePrivateKey
Public = Ed25519PublicKey | ec.EllipticCurvePublicKey


class SigningKey(Protocol):
    """All that signing needs, wherever the private half lies.

    ``sign``: Ed25519 as 64 bytes; EC P-256 as a DER pair over SHA-256.
    """

    @property
    def kid(self) -> str: ...
    @property
    def public(self) -> Public: ...
    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True)
class FileKey:
    """A key whose private half is a file."""

    kid: str
    private: Private

    @property
    def public(self) -> Public:
        return self.private.public_key()

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(message, ec.ECDSA(hashes.SHA256()))
        return self.private.sign(message)


@dataclass(frozen=True)
class Seal:
    """The key that seals, with its certificate and the root that certified it."""

    key: SigningKey
    certificate_file: Path
    root_file: Path

    @property
    def kid(self) -> str:
        return self.key.kid


def newest(purpose: str) -> Entry:
    """The key of the purpose that signs now; raises KeyMissing."""
    found = [entry for entry in register.entries(purpose) if entry.may_sign]
    if not found:
        raise KeyMissing(f"{folder() / purpose}-*.key.pem is missing: manage.py make_keys")
    return found[-1]


def signing_key(purpose: str) -> SigningKey:
    """The key that signs ``credential`` or ``log`` (Ed25519), or ``seal`` (EC P-256)."""
    kid = newest(purpose).kid
    path = existing(f"{kid}.key.pem")
    key = load_private_key(path, path.stat().st_mtime_ns)
    if isinstance(key, Ed25519PrivateKey) is (purpose == "seal"):
        raise KeyMissing(f"{path} is a key of another kind")
    return FileKey(kid, key)


@lru_cache(maxsize=8)
def load_private_key(path: Path, modified: int) -> Private:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Private):
        raise KeyMissing(f"{path} is neither an Ed25519 nor an EC key")
    return key


def existing(name: str) -> Path:
    path = folder() / name
    if not path.is_file():
        raise KeyMissing(f"{path} is missing: manage.py make_keys")
    return path


def seal() -> Seal:
    """The newest seal, its certificate, and the root that certified it."""
    key = signing_key("seal")
    return Seal(key, existing(f"{key.kid}.pem"), existing("root.pem"))


def seal_certificates() -> list[Path]:
    """The certificates of every seal, those of past years included."""
    paths = [folder() / f"{entry.kid}.pem" for entry in register.entries("seal")]
    return [path for path in paths if path.is_file()]


def public_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """Every public key of the purpose by id, retired and compromised ones too.

    To tell what we once signed; whether it still stands, ``is_trusted`` says.
    """
    found = {}
    for entry in register.entries(purpose):
        path = folder() / f"{entry.kid}.pub.pem"
        if path.is_file():
            found[entry.kid] = load_public_key(path, path.stat().st_mtime_ns)
    return found


def trusted_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """The public keys for strangers to rely on: retired ones too, compromised ones not."""
    found = public_keys(purpose)
    return {kid: key for kid, key in found.items() if register.is_trusted(kid)}


@lru_cache(maxsize=64)
def load_public_key(path: Path, modified: int) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise KeyMissing(f"{path} is not an Ed25519 key")
    return key


def root_pem() -> bytes:
    return existing("root.pem").read_bytes()


def root_fingerprint() -> str:
    """SHA-256 of the root certificate, in hexadecimal pairs."""
    root = x509.load_pem_x509_certificate(root_pem())
    return root.fingerprint(hashes.SHA256()).hex(":").upper()
