"""Lets new keys take over, and withdraws those that retire or are compromised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from django.utils import timezone

from certification.keys import register
from certification.keys.active import root_pem
from certification.keys.authority import Authority, is_for_demo, read_authority
from certification.keys.generation import require_demo
from certification.keys.register import Entry
from certification.keys.staging import moment, workshop
from certification.keys.storage import alone, folder

Known = dict[str, Entry]


def rotate(
    purposes: Iterable[str], *, authority: Authority | None = None, at: dt.datetime | None = None
) -> list[Entry]:
    """A new key for each purpose; the ones before it retire, and stay published.

    A seal needs the root's ``authority``. Raises KeyMissing, DemoKeysRefused, OSError.
    """
    at, purposes, demo = moment(at), list(purposes), demo_root()
    day = timezone.localdate(at)
    with alone(folder()):
        known = register.read()
        new = [Entry(next_kid(purpose, known, day.year, demo), day) for purpose in purposes]
        with workshop(folder()) as shop:
            shop.make_pairs([entry.kid for entry in new], authority, at)
            if authority:
                shop.write_list(authority, revoked_seals(), at)
            shop.move_into(folder())
        register.write(folder(), succeed(known, new))
    return new


def demo_root() -> bool:
    """Whether the keys are a demo's: then only a demo may have more of them."""
    demo = is_for_demo(x509.load_pem_x509_certificate(root_pem()))
    if demo:
        require_demo()
    return demo


def next_kid(purpose: str, known: Iterable[str], year: int, demo: bool) -> str:
    """``seal-2026``, then ``seal-2026-2``; never one that was used before."""
    first = f"{purpose}-{'demo-' if demo else ''}{year}"
    taken = [Entry(kid).age[1] for kid in known if kid == first or kid.startswith(f"{first}-")]
    return f"{first}-{max(taken) + 1}" if taken else first


def succeed(known: Known, new: list[Entry]) -> Known:
    """The register with the new keys, and those before them retired on the same day."""
    days = {entry.purpose: entry.made for entry in new}
    old = [entry for entry in known.values() if entry.purpose in days]
    retired = {e.kid: replace(e, retired=e.retired or days[e.purpose]) for e in old}
    return known | retired | {entry.kid: entry for entry in new}


def open_root(root_key: Path | None = None, password: bytes | None = None) -> Authority:
    """The root with its private key: of the file given, else ``root.key.pem`` of the folder.

    Raises KeyMissing, RootKeyUnfit, TypeError (the file wants a password), OSError.
    """
    return read_authority(root_pem(), root_key or folder() / "root.key.pem", password)


def renew_list(authority: Authority, *, at: dt.datetime | None = None) -> int:
    """Sign anew the list of seals whose key is compromised; their number."""
    with alone(folder()), workshop(folder()) as shop:
        revoked = revoked_seals()
        shop.write_list(authority, revoked, moment(at))
        shop.move_into(folder())
    return len(revoked)


def revoked_seals() -> list[tuple[x509.Certificate, dt.date]]:
    found = []
    for entry in register.entries("seal"):
        if entry.compromised_since:
            content = (folder() / f"{entry.kid}.pem").read_bytes()
            found.append((x509.load_pem_x509_certificate(content), entry.compromised_since))
    return found
