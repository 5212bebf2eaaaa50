"""Loads the keys of seal, credentials and log from files, and says what is wrong with them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone

from certification.authority import DEMO_MARK, make_key_files

log = logging.getLogger(__name__)
PURPOSES = ("credential", "log")


class KeyMissing(Exception):
    """A key file that is needed is not there; the message names the file."""


class DemoKeysRefused(Exception):
    """Demo keys may be made where ``LMS_DEMO`` is set, and nowhere else."""


@dataclass(frozen=True)
class SigningKey:
    kid: str
    private: Ed25519PrivateKey


@dataclass(frozen=True)
class Seal:
    key_file: Path
    certificate_file: Path
    root_file: Path


def folder() -> Path:
    return Path(settings.KEYS_DIR)


def newest(pattern: str) -> Path:
    """The file of the latest year; raises KeyMissing."""
    found = sorted(folder().glob(pattern), key=lambda path: (year_of(path), path.name))
    if not found:
        raise KeyMissing(f"{folder() / pattern} is missing: manage.py make_keys")
    return found[-1]


def year_of(path: Path) -> str:
    return path.name.split(".")[0].rpartition("-")[2]


def seal() -> Seal:
    """The files of the newest seal and of the root that certified it."""
    key_file = newest("seal-*.key.pem")
    certificate_file = key_file.with_name(key_file.name.replace(".key.pem", ".pem"))
    return Seal(key_file, newest(certificate_file.name), newest("root.pem"))


def seal_certificates() -> list[Path]:
    """The certificates of every seal, those of past years included."""
    return [path for path in folder().glob("seal-*.pem") if not path.name.endswith(".key.pem")]


def signing_key(purpose: str) -> SigningKey:
    """The newest Ed25519 key of ``credential`` or ``log``."""
    path = newest(f"{purpose}-*.key.pem")
    kid = path.name.removesuffix(".key.pem")
    return SigningKey(kid, load_private_key(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def load_private_key(path: Path, modified: int) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyMissing(f"{path} is not an Ed25519 key")
    return key


def public_keys(purpose: str) -> dict[str, Ed25519PublicKey]:
    """Every public key of the purpose by its id, those of past years included."""
    found = {}
    for path in sorted(folder().glob(f"{purpose}-*.pub.pem")):
        key = serialization.load_pem_public_key(path.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            found[path.name.removesuffix(".pub.pem")] = key
    return found


def root_pem() -> bytes:
    return newest("root.pem").read_bytes()


def root_fingerprint() -> str:
    """SHA-256 of the root certificate, in hexadecimal pairs."""
    root = x509.load_pem_x509_certificate(root_pem())
    return root.fingerprint(hashes.SHA256()).hex(":").upper()


def make_keys(*, demo: bool = False, at: dt.datetime | None = None) -> Path:
    """Make every key anew where there is none yet; FileExistsError where there is."""
    if demo:
        require_demo()
    at = (at or timezone.now()).astimezone(dt.UTC).replace(microsecond=0)
    make_key_files(folder(), settings.ISSUER["name"]["en"], demo=demo, at=at)
    return folder()


def make_demo_keys() -> Path:
    """Demo keys, unless there are keys already. Only where ``LMS_DEMO`` is set."""
    require_demo()
    return folder() if (folder() / "root.pem").exists() else make_keys(demo=True)


def require_demo() -> None:
    if not settings.LMS_DEMO:
        raise DemoKeysRefused("demo keys need LMS_DEMO=1")


def demo_keys() -> list[Path]:
    """Key files marked as demo keys, by name or by the words in a certificate."""
    return [path for path in sorted(folder().glob("*.pem")) if is_marked_demo(path)]


def is_marked_demo(path: Path) -> bool:
    if "-demo-" in path.name:
        return True
    content = path.read_bytes()
    if b"BEGIN CERTIFICATE" not in content:
        return False
    return DEMO_MARK in x509.load_pem_x509_certificate(content).subject.rfc4514_string()


def problems() -> list[str]:
    """What keeps certificates from being sealed, in words for an operator; [] is good."""
    found = [*missing_keys(), *open_keys()]
    if not settings.LMS_DEMO:
        found += [f"{path} is a demo key: make your own" for path in demo_keys()]
    for problem in found:
        log.error("certification keys: %s", problem)
    return found


def missing_keys() -> list[str]:
    found = []
    loads: list[Callable[[], object]] = [seal]
    loads += [partial(signing_key, purpose) for purpose in PURPOSES]
    for load in loads:
        try:
            load()
        except (KeyMissing, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def open_keys() -> list[str]:
    """Private keys that others on the machine could read."""
    readable = [path for path in folder().glob("*.key.pem") if path.stat().st_mode & 0o077]
    return [f"{path} may be read by others: chmod 600" for path in readable]
