"""Finds the keys that sign: the newest of each purpose that is neither retired nor compromised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from certification.keys import register
from certification.keys.authority import is_for_demo
from certification.keys.files import FileVault, Public, SigningKey, Vault
from certification.keys.pkcs11 import TokenVault
from certification.keys.register import Entry
from certification.keys.storage import KeyMissing, folder, reading

BACKENDS = ("files", "pkcs11")


class DemoKeyRefused(KeyMissing):
    """A demo's key signs nothing where it is in earnest."""


class KeyMixedUp(KeyMissing):
    """The private half does not belong to the public half that is published."""


@dataclass(frozen=True)
class Seal:
    """The key that seals, with its certificate and the root that certified it."""

    key: SigningKey
    certificate_file: Path
    root_file: Path

    @property
    def kid(self) -> str:
        return self.key.kid


def vault_of(purpose: str) -> Vault:
    """Where the private halves of the purpose lie, as ``settings.KEYS`` says."""
    chosen = settings.KEYS
    if chosen["BACKEND"] not in BACKENDS:
        raise KeyMissing(f"KEYS_BACKEND is none of {', '.join(BACKENDS)}")
    if chosen["BACKEND"] == "pkcs11" and purpose in chosen["PURPOSES"]:
        return TokenVault(chosen["MODULE"], chosen["TOKEN"])
    return FileVault()


def newest(purpose: str) -> Entry:
    """The key of the purpose that signs now; raises KeyMissing."""
    found = [entry for entry in register.entries(purpose) if entry.may_sign]
    if found:
        return found[-1]
    what = "rotate" if register.entries(purpose) else "make"
    raise KeyMissing(f"{folder()}: no {purpose} key may sign: manage.py keys {what}")


def signing_key(purpose: str) -> SigningKey:
    """The key that signs ``credential`` or ``log`` (Ed25519), or ``seal`` (EC P-256)."""
    kid = newest(purpose).kid
    refuse_demo(kid)
    key = vault_of(purpose).load(kid, folder())
    if key.public != public_key(kid):
        raise KeyMixedUp(f"{kid}: the private key is not that of {public_file(kid)}")
    return key


def refuse_demo(kid: str) -> None:
    """By its name, or by its root: who renames a demo's key gains nothing."""
    root = root_file()
    is_demo = "-demo-" in kid or is_demo_root(root, root.stat().st_mtime_ns)
    if is_demo and not settings.LMS_DEMO:
        raise DemoKeyRefused(f"{kid} is a demo key: make your own")


@lru_cache(maxsize=4)
def is_demo_root(path: Path, modified: int) -> bool:
    with reading(path):
        return is_for_demo(x509.load_pem_x509_certificate(path.read_bytes()))


def seal() -> Seal:
    """The newest seal, its certificate, and the root that certified it."""
    key = signing_key("seal")
    return Seal(key, existing(f"{key.kid}.pem"), root_file())


def existing(name: str, *, made_by: str = "make") -> Path:
    path = folder() / name
    if not path.is_file():
        raise KeyMissing(f"{path} is missing: manage.py keys {made_by}")
    return path


def seal_certificates() -> list[Path]:
    """The certificates of every seal, those of past years included."""
    paths = [folder() / f"{entry.kid}.pem" for entry in register.entries("seal")]
    return [path for path in paths if path.is_file()]


def public_file(kid: str) -> Path:
    """A seal's certificate, or a public key."""
    return folder() / (f"{kid}.pem" if kid.startswith("seal-") else f"{kid}.pub.pem")


def public_key(kid: str) -> Public:
    """The published half of a key; raises KeyMissing."""
    path = existing(public_file(kid).name)
    return load_public_key(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def load_public_key(path: Path, modified: int) -> Public:
    with reading(path):
        content = path.read_bytes()
        if b"BEGIN CERTIFICATE" in content:
            return x509.load_pem_x509_certificate(content).public_key()  # type: ignore[return-value]
        return serialization.load_pem_public_key(content)  # type: ignore[return-value]


def public_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """Every public key of credentials or log by id, retired and compromised ones too.

    To tell what we once signed; whether it still stands, ``is_trusted`` says.
    """
    kids = [entry.kid for entry in register.entries(purpose) if public_file(entry.kid).is_file()]
    found = {kid: public_key(kid) for kid in kids}
    return {kid: key for kid, key in found.items() if isinstance(key, Ed25519PublicKey)}


def trusted_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """The public keys for strangers to rely on: retired ones too, compromised ones not."""
    found = public_keys(purpose)
    return {kid: key for kid, key in found.items() if register.is_trusted(kid)}


def root_file() -> Path:
    return existing("root.pem")


def root_pem() -> bytes:
    return root_file().read_bytes()


def root_fingerprint() -> str:
    """SHA-256 of the root certificate, in hexadecimal pairs."""
    with reading(root_file()):
        root = x509.load_pem_x509_certificate(root_pem())
    return root.fingerprint(hashes.SHA256()).hex(":").upper()


def revocation_list() -> bytes:
    """The root's list of revoked seals, as DER; raises KeyMissing."""
    return existing("root.crl", made_by="crl").read_bytes()
