"""Makes the first keys, in earnest or for a demo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from certification.keys import register
from certification.keys.authority import create_root_authority
from certification.keys.files import PEM, write_new_file, write_private_key
from certification.keys.register import KEY_PURPOSES, KeyEntry
from certification.keys.staging import stage_key_files, to_whole_second
from certification.keys.storage import exclusive_lock, keys_dir


class DemoModeRequired(Exception):
    """Demo keys may be made where ``LMS_DEMO`` is set, and nowhere else."""


def make_keys(*, demo: bool = False, at: dt.datetime | None = None) -> Path:
    """Make every key anew where there is none yet; FileExistsError where there is."""
    if demo:
        require_demo_mode()
    make_key_files(keys_dir(), settings.ISSUER["name"]["en"], demo=demo, at=to_whole_second(at))
    return keys_dir()


def make_demo_keys() -> Path:
    """Demo keys, unless there are keys already. Only where ``LMS_DEMO`` is set."""
    require_demo_mode()
    return keys_dir() if (keys_dir() / "root.pem").exists() else make_keys(demo=True)


def require_demo_mode() -> None:
    if not settings.LMS_DEMO:
        raise DemoModeRequired("demo keys need LMS_DEMO=1")


def make_key_files(place: Path, organisation: str, *, demo: bool, at: dt.datetime) -> None:
    """A root and a key of every purpose. Demo keys say so in names and certificates."""
    day = timezone.localdate(at)
    kids = [f"{purpose}-{'demo-' if demo else ''}{day.year}" for purpose in KEY_PURPOSES]
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with exclusive_lock(place):
        _refuse_existing_keys(place, kids)
        with stage_key_files(place) as shop:
            authority = create_root_authority(organisation, demo=demo, at=at)
            write_private_key(shop.folder / "root.key.pem", authority.key)
            shop.make_pairs(kids, authority, at)
            shop.write_crl(authority, [], at)
            write_new_file(shop.folder / "root.pem", authority.certificate.public_bytes(PEM))
            shop.move_into(place)
        register.write_register(place, {kid: KeyEntry(kid, made=day) for kid in kids})


def _refuse_existing_keys(place: Path, kids: Iterable[str]) -> None:
    for name in ("root.pem", *(f"{kid}.key.pem" for kid in kids)):
        if (place / name).exists():
            raise FileExistsError(f"{place / name} is there already")
