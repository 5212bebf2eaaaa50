"""Finds the active key of each purpose, and every public key, root and list of revoked seals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from certification.keys import register
from certification.keys.authority import is_demo_certificate
from certification.keys.files import FileKeyStore, KeyStore, PublicKey, SigningKey
from certification.keys.pkcs11 import TokenKeyStore
from certification.keys.register import KeyEntry
from certification.keys.storage import KeyUnavailable, keys_dir, reporting_damage

KEY_BACKENDS = ("files", "pkcs11")


class DemoKeyInProduction(KeyUnavailable):
    """A demo key signs nothing outside of a demo."""


class KeyPairMismatch(KeyUnavailable):
    """The private key does not belong to the public key that is published."""


@dataclass(frozen=True)
class SealKey:
    """The active seal key, with its certificate and the root that certified it."""

    key: SigningKey
    certificate_file: Path
    root_file: Path

    @property
    def kid(self) -> str:
        return self.key.kid


def select_key_store(purpose: str) -> KeyStore:
    """Return the key store of the purpose, as ``settings.KEYS`` says. Raises KeyUnavailable."""
    chosen = settings.KEYS
    if chosen["BACKEND"] not in KEY_BACKENDS:
        raise KeyUnavailable(f"KEYS_BACKEND is none of {', '.join(KEY_BACKENDS)}")
    if chosen["BACKEND"] == "pkcs11" and purpose in chosen["PURPOSES"]:
        return TokenKeyStore(chosen["MODULE"], chosen["TOKEN"])
    return FileKeyStore()


def find_active_entry(purpose: str) -> KeyEntry:
    """Return the newest key of the purpose that may sign; raises KeyUnavailable."""
    found = [entry for entry in register.list_key_entries(purpose) if entry.may_sign]
    if found:
        return found[-1]
    what = "rotate" if register.list_key_entries(purpose) else "make"
    raise KeyUnavailable(f"{keys_dir()}: no {purpose} key may sign: manage.py keys {what}")


def load_signing_key(purpose: str) -> SigningKey:
    """Return the active key for ``credential`` or ``log`` (Ed25519) or ``seal`` (EC P-256).

    Raises KeyUnavailable.
    """
    kid = find_active_entry(purpose).kid
    _refuse_demo_key(kid)
    key = select_key_store(purpose).load(kid, keys_dir())
    # A folder restored from two backups may mix halves; what such a key signs nobody can verify.
    if key.public != _find_public_key(kid):
        raise KeyPairMismatch(f"{kid}: the private key is not that of {_public_key_path(kid)}")
    return key


def _refuse_demo_key(kid: str) -> None:
    # By its name and by its root, so that renaming a demo key gains nothing.
    root = find_root_certificate()
    is_demo = "-demo-" in kid or _is_demo_root(root, root.stat().st_mtime_ns)
    if is_demo and not settings.LMS_DEMO:
        raise DemoKeyInProduction(f"{kid} is a demo key: make your own")


# The time of change is part of the key, so a file that is replaced is read again.
@lru_cache(maxsize=4)
def _is_demo_root(path: Path, modified: int) -> bool:
    with reporting_damage(path):
        return is_demo_certificate(x509.load_pem_x509_certificate(path.read_bytes()))


def load_seal_key() -> SealKey:
    """Return the active seal key with its certificate and root; raises KeyUnavailable."""
    key = load_signing_key("seal")
    return SealKey(key, _require_key_file(f"{key.kid}.pem"), find_root_certificate())


def _require_key_file(name: str, *, made_by: str = "make") -> Path:
    path = keys_dir() / name
    if not path.is_file():
        raise KeyUnavailable(f"{path} is missing: manage.py keys {made_by}")
    return path


def list_seal_certificates() -> list[Path]:
    """Return the certificate files of every seal, those of past years included."""
    paths = [keys_dir() / f"{entry.kid}.pem" for entry in register.list_key_entries("seal")]
    return [path for path in paths if path.is_file()]


def _public_key_path(kid: str) -> Path:
    """Return the path of a seal's certificate or of another key's public half."""
    return keys_dir() / (f"{kid}.pem" if kid.startswith("seal-") else f"{kid}.pub.pem")


def _find_public_key(kid: str) -> PublicKey:
    """Return the published half of a key; raises KeyUnavailable."""
    path = _require_key_file(_public_key_path(kid).name)
    return _read_public_key(path, path.stat().st_mtime_ns)


# Valid for a file and its time of change only, like ``_is_demo_root``.
@lru_cache(maxsize=64)
def _read_public_key(path: Path, modified: int) -> PublicKey:
    with reporting_damage(path):
        content = path.read_bytes()
        # cryptography names every kind of key; `keys` makes the two that PublicKey names.
        if b"BEGIN CERTIFICATE" in content:
            return x509.load_pem_x509_certificate(content).public_key()  # type: ignore[return-value]
        return serialization.load_pem_public_key(content)  # type: ignore[return-value]


def load_public_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """Return every public key of credentials or log by id, also retired and compromised ones.

    They tell what we once signed; whether that still counts, ``is_trusted`` tells.
    """
    kids = [
        entry.kid
        for entry in register.list_key_entries(purpose)
        if _public_key_path(entry.kid).is_file()
    ]
    found = {kid: _find_public_key(kid) for kid in kids}
    return {kid: key for kid, key in found.items() if isinstance(key, Ed25519PublicKey)}


def load_trusted_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """Return the public keys to rely on: also retired ones, no compromised ones."""
    found = load_public_keys(purpose)
    return {kid: key for kid, key in found.items() if register.is_trusted(kid)}


def find_root_certificate() -> Path:
    return _require_key_file("root.pem")


def read_root_pem() -> bytes:
    return find_root_certificate().read_bytes()


def root_fingerprint() -> str:
    """Return the SHA-256 of the root certificate, in hexadecimal pairs."""
    with reporting_damage(find_root_certificate()):
        root = x509.load_pem_x509_certificate(read_root_pem())
    return root.fingerprint(hashes.SHA256()).hex(":").upper()


def read_crl() -> bytes:
    """Return the root's list of revoked seals (CRL) as DER; raises KeyUnavailable."""
    return _require_key_file("root.crl", made_by="crl").read_bytes()
