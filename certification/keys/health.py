"""Says what is wrong with the keys, in words for an operator."""

from __future__ import annotations

import logging
from pathlib import Path

from cryptography import x509
from django.conf import settings

from certification.authority import DEMO_MARK
from certification.keys.holding import seal, signing_key
from certification.keys.register import PURPOSES, KeyMissing, folder

log = logging.getLogger(__name__)


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
    """What keeps certificates from being sealed; [] is good."""
    found = [*missing_keys(), *open_keys()]
    if not settings.LMS_DEMO:
        found += [f"{path} is a demo key: make your own" for path in demo_keys()]
    for problem in found:
        log.error("certification keys: %s", problem)
    return found


def missing_keys() -> list[str]:
    found = []
    for purpose in PURPOSES:
        try:
            seal() if purpose == "seal" else signing_key(purpose)
        except (KeyMissing, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def open_keys() -> list[str]:
    """Private keys that others on the machine could read."""
    readable = [path for path in folder().glob("*.key.pem") if path.stat().st_mode & 0o077]
    return [f"{path} may be read by others: chmod 600" for path in readable]
