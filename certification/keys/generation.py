"""Makes the first keys, in earnest or for a demo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from certification.keys import register
from certification.keys.authority import make_root
from certification.keys.files import PEM, write_once, write_private_key
from certification.keys.register import PURPOSES, Entry
from certification.keys.staging import moment, workshop
from certification.keys.storage import alone, folder


class DemoKeysRefused(Exception):
    """Demo keys may be made where ``LMS_DEMO`` is set, and nowhere else."""


def make_keys(*, demo: bool = False, at: dt.datetime | None = None) -> Path:
    """Make every key anew where there is none yet; FileExistsError where there is."""
    if demo:
        require_demo()
    make_key_files(folder(), settings.ISSUER["name"]["en"], demo=demo, at=moment(at))
    return folder()


def make_demo_keys() -> Path:
    """Demo keys, unless there are keys already. Only where ``LMS_DEMO`` is set."""
    require_demo()
    return folder() if (folder() / "root.pem").exists() else make_keys(demo=True)


def require_demo() -> None:
    if not settings.LMS_DEMO:
        raise DemoKeysRefused("demo keys need LMS_DEMO=1")


def make_key_files(place: Path, organisation: str, *, demo: bool, at: dt.datetime) -> None:
    """A root and a key of every purpose. Demo keys say so in names and certificates."""
    day = timezone.localdate(at)
    kids = [f"{purpose}-{'demo-' if demo else ''}{day.year}" for purpose in PURPOSES]
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(place):
        refuse_existing(place, kids)
        with workshop(place) as shop:
            authority = make_root(organisation, demo=demo, at=at)
            write_private_key(shop.folder / "root.key.pem", authority.key)
            shop.make_pairs(kids, authority, at)
            shop.write_list(authority, [], at)
            write_once(shop.folder / "root.pem", authority.certificate.public_bytes(PEM))
            shop.move_into(place)
        register.write(place, {kid: Entry(kid, made=day) for kid in kids})


def refuse_existing(place: Path, kids: Iterable[str]) -> None:
    for name in ("root.pem", *(f"{kid}.key.pem" for kid in kids)):
        if (place / name).exists():
            raise FileExistsError(f"{place / name} is there already")
