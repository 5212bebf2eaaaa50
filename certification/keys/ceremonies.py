"""Holds the key ceremonies: first keys, real or for a demo, rotations, and revoked seals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from certification.keys import register
from certification.keys.active import read_root_pem
from certification.keys.authority import (
    RootAuthority,
    create_root_authority,
    is_demo_certificate,
    load_root_authority,
)
from certification.keys.files import PEM, write_new_file, write_private_key
from certification.keys.register import KEY_PURPOSES, KeyEntry
from certification.keys.staging import KeyStaging, stage_key_files, to_whole_second
from certification.keys.storage import exclusive_lock, keys_dir

_Entries = dict[str, KeyEntry]


class DemoModeRequired(Exception):
    """Demo keys may be made where ``LMS_DEMO`` is set, and nowhere else."""


@contextmanager
def _key_ceremony(place: Path) -> Iterator[KeyStaging]:
    """Move what the block makes into the place, then write the register it leaves, if any.

    After a failure inside the block the place is as it was before.
    """
    with exclusive_lock(place):
        with stage_key_files(place) as staging:
            yield staging
            staging.move_into(place)
        # Outside of the staging: keys that are in place already must not be discarded. Killed
        # before this line, the new keys are in use all the same (see ``read_register``).
        if staging.register:
            register.write_register(place, staging.register)


def make_keys(*, demo: bool = False, at: dt.datetime | None = None) -> Path:
    """Make a root and the first key of every purpose; return their folder.

    Raises FileExistsError where there are keys, DemoModeRequired.
    """
    if demo:
        _require_demo_mode()
    make_key_files(keys_dir(), settings.ISSUER["name"]["en"], demo=demo, at=to_whole_second(at))
    return keys_dir()


def make_demo_keys() -> Path:
    """Make demo keys unless there are keys; return their folder. Raises DemoModeRequired."""
    _require_demo_mode()
    return keys_dir() if (keys_dir() / "root.pem").exists() else make_keys(demo=True)


def _require_demo_mode() -> None:
    if not settings.LMS_DEMO:
        raise DemoModeRequired("demo keys need LMS_DEMO=1")


def make_key_files(place: Path, organisation: str, *, demo: bool, at: dt.datetime) -> None:
    """Make a root and a key of every purpose. Demo keys say so in names and certificates."""
    day = timezone.localdate(at)
    kids = [f"{purpose}-{'demo-' if demo else ''}{day.year}" for purpose in KEY_PURPOSES]
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _key_ceremony(place) as staging:
        _refuse_existing_keys(place, kids)
        authority = create_root_authority(organisation, demo=demo, at=at)
        write_private_key(staging.folder / "root.key.pem", authority.key)
        staging.make_pairs(kids, authority, at)
        staging.write_crl(authority, [], at)
        write_new_file(staging.folder / "root.pem", authority.certificate.public_bytes(PEM))
        staging.register = {kid: KeyEntry(kid, made=day) for kid in kids}


def _refuse_existing_keys(place: Path, kids: Iterable[str]) -> None:
    for name in ("root.pem", *(f"{kid}.key.pem" for kid in kids)):
        if (place / name).exists():
            raise FileExistsError(f"{place / name} is there already")


def rotate_keys(
    purposes: Iterable[str],
    *,
    authority: RootAuthority | None = None,
    at: dt.datetime | None = None,
) -> list[KeyEntry]:
    """Make a new key for each purpose; the ones before it retire, and stay published.

    A seal needs the root's ``authority``. Raises KeyUnavailable, DemoModeRequired, OSError.
    """
    at, purposes, demo = to_whole_second(at), list(purposes), _check_demo_root()
    day = timezone.localdate(at)
    with _key_ceremony(keys_dir()) as staging:
        known = register.read_register()
        new = [KeyEntry(_next_kid(purpose, known, day.year, demo), day) for purpose in purposes]
        staging.make_pairs([entry.kid for entry in new], authority, at)
        if authority:
            staging.write_crl(authority, _list_revoked_seals(), at)
        staging.register = _retire_predecessors(known, new)
    return new


def _check_demo_root() -> bool:
    """Return whether the root is a demo's; raise DemoModeRequired for one outside a demo."""
    demo = is_demo_certificate(x509.load_pem_x509_certificate(read_root_pem()))
    if demo:
        _require_demo_mode()
    return demo


def _next_kid(purpose: str, known: Iterable[str], year: int, demo: bool) -> str:
    """Return an unused key id: ``seal-2026``, then ``seal-2026-2``."""
    first = f"{purpose}-{'demo-' if demo else ''}{year}"
    taken = [
        KeyEntry(kid).year_and_number[1]
        for kid in known
        if kid == first or kid.startswith(f"{first}-")
    ]
    return f"{first}-{max(taken) + 1}" if taken else first


def _retire_predecessors(known: _Entries, new: list[KeyEntry]) -> _Entries:
    """Return the register with the new keys, and their predecessors retired on that day."""
    days = {entry.purpose: entry.made for entry in new}
    old = [entry for entry in known.values() if entry.purpose in days]
    retired = {e.kid: replace(e, retired=e.retired or days[e.purpose]) for e in old}
    return known | retired | {entry.kid: entry for entry in new}


def open_root_authority(
    root_key: Path | None = None, password: bytes | None = None
) -> RootAuthority:
    """Return the root with its private key: of the file, else ``root.key.pem`` of the folder.

    Raises KeyUnavailable, InvalidRootKey, TypeError (the file wants a password), OSError.
    """
    return load_root_authority(read_root_pem(), root_key or keys_dir() / "root.key.pem", password)


def renew_crl(authority: RootAuthority, *, at: dt.datetime | None = None) -> int:
    """Sign the CRL again; return the number of seals in it."""
    with _key_ceremony(keys_dir()) as staging:
        revoked = _list_revoked_seals()
        staging.write_crl(authority, revoked, to_whole_second(at))
    return len(revoked)


def _list_revoked_seals() -> list[tuple[x509.Certificate, dt.date]]:
    found = []
    for entry in register.list_key_entries("seal"):
        if entry.compromised_since:
            content = (keys_dir() / f"{entry.kid}.pem").read_bytes()
            found.append((x509.load_pem_x509_certificate(content), entry.compromised_since))
    return found
