"""Lets new keys take over, and withdraws those that retire or are compromised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from django.utils import timezone

from certification.keys import register
from certification.keys.active import read_root_pem
from certification.keys.authority import RootAuthority, is_demo_certificate, load_root_authority
from certification.keys.generation import require_demo_mode
from certification.keys.register import KeyEntry
from certification.keys.staging import stage_key_files, to_whole_second
from certification.keys.storage import exclusive_lock, keys_dir

_Entries = dict[str, KeyEntry]


def rotate_keys(
    purposes: Iterable[str],
    *,
    authority: RootAuthority | None = None,
    at: dt.datetime | None = None,
) -> list[KeyEntry]:
    """A new key for each purpose; the ones before it retire, and stay published.

    A seal needs the root's ``authority``. Raises KeyUnavailable, DemoKeysRefused, OSError.
    """
    at, purposes, demo = to_whole_second(at), list(purposes), _check_demo_root()
    day = timezone.localdate(at)
    with exclusive_lock(keys_dir()):
        known = register.read_register()
        new = [KeyEntry(_next_kid(purpose, known, day.year, demo), day) for purpose in purposes]
        with stage_key_files(keys_dir()) as shop:
            shop.make_pairs([entry.kid for entry in new], authority, at)
            if authority:
                shop.write_crl(authority, _list_revoked_seals(), at)
            shop.move_into(keys_dir())
        register.write_register(keys_dir(), _retire_predecessors(known, new))
    return new


def _check_demo_root() -> bool:
    """Whether the keys are a demo's: then only a demo may have more of them."""
    demo = is_demo_certificate(x509.load_pem_x509_certificate(read_root_pem()))
    if demo:
        require_demo_mode()
    return demo


def _next_kid(purpose: str, known: Iterable[str], year: int, demo: bool) -> str:
    """``seal-2026``, then ``seal-2026-2``; never one that was used before."""
    first = f"{purpose}-{'demo-' if demo else ''}{year}"
    taken = [
        KeyEntry(kid).year_and_number[1]
        for kid in known
        if kid == first or kid.startswith(f"{first}-")
    ]
    return f"{first}-{max(taken) + 1}" if taken else first


def _retire_predecessors(known: _Entries, new: list[KeyEntry]) -> _Entries:
    """The register with the new keys, and those before them retired on the same day."""
    days = {entry.purpose: entry.made for entry in new}
    old = [entry for entry in known.values() if entry.purpose in days]
    retired = {e.kid: replace(e, retired=e.retired or days[e.purpose]) for e in old}
    return known | retired | {entry.kid: entry for entry in new}


def open_root_authority(
    root_key: Path | None = None, password: bytes | None = None
) -> RootAuthority:
    """The root with its private key: of the file given, else ``root.key.pem`` of the folder.

    Raises KeyUnavailable, RootKeyUnfit, TypeError (the file wants a password), OSError.
    """
    return load_root_authority(read_root_pem(), root_key or keys_dir() / "root.key.pem", password)


def renew_crl(authority: RootAuthority, *, at: dt.datetime | None = None) -> int:
    """Sign anew the list of seals whose key is compromised; their number."""
    with exclusive_lock(keys_dir()), stage_key_files(keys_dir()) as shop:
        revoked = _list_revoked_seals()
        shop.write_crl(authority, revoked, to_whole_second(at))
        shop.move_into(keys_dir())
    return len(revoked)


def _list_revoked_seals() -> list[tuple[x509.Certificate, dt.date]]:
    found = []
    for entry in register.list_key_entries("seal"):
        if entry.compromised_since:
            content = (keys_dir() / f"{entry.kid}.pem").read_bytes()
            found.append((x509.load_pem_x509_certificate(content), entry.compromised_since))
    return found
