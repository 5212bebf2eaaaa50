"""Manages the keys: ``keys make | list | rotate | retire | crl | publish | check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from certification.credentials.publishing import publish_key_files
from certification.credentials.status_list import mark_all_lists_stale
from certification.keys.authority import InvalidRootKey, RootAuthority
from certification.keys.ceremonies import (
    DemoModeRequired,
    make_demo_keys,
    make_keys,
    open_root_authority,
    renew_crl,
    rotate_keys,
)
from certification.keys.health import (
    find_key_problems,
    find_key_warnings,
    find_mismatched_keys,
    list_active_entries,
)
from certification.keys.pkcs11 import TokenHasKey
from certification.keys.register import (
    KEY_PURPOSES,
    KeyEntry,
    UnknownKey,
    list_key_entries,
    mark_compromised,
    retire_key,
)
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate

_REFUSALS = (
    *(KeyUnavailable, UnknownKey, DemoModeRequired, TokenHasKey),
    *(InvalidRootKey, OSError),
)
_Row = tuple[str, ...]


class Command(BaseCommand):
    help = "Makes, lists, rotates, retires, publishes and checks the keys under KEYS_DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="act")
        make = acts.add_parser("make", help="a root and the first key of every purpose")
        make.add_argument("--demo", action="store_true", help="marked keys, kept where there are")
        acts.add_parser("list", help="every key, its state, and what it made")
        rotated = acts.add_parser("rotate", help="a new key takes over; the one before retires")
        rotated.add_argument("purposes", nargs="+", choices=[*KEY_PURPOSES, "all"])
        listed = acts.add_parser("crl", help="sign the list of revoked seals anew")
        retired = acts.add_parser("retire", help="a key signs no more")
        retired.add_argument("kid")
        retired.add_argument("--compromised", action="store_true", help="nothing it made stands")
        retired.add_argument("--since", type=_parse_day, help="the first day in doubt: YYYY-MM-DD")
        retired.add_argument("--reason", default="", help="public; for --compromised")
        for parser_of in (rotated, retired, listed):
            parser_of.add_argument("--root-key", type=Path, help="root.key.pem, where it lies")
        published = acts.add_parser("publish", help="write the public part into a folder")
        published.add_argument("folder", type=Path)
        acts.add_parser("check", help="try every key; fails where one cannot sign")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        acts: dict[str, Callable[..., None]] = {
            "make": self.make,
            "list": self.show,
            "rotate": self.rotate,
            "retire": self.retire,
            "crl": self.crl,
            "publish": self.publish,
            "check": self.check_keys,
        }
        try:
            acts[act](**options)
        except _REFUSALS as refusal:
            raise CommandError(f"Nothing was changed: {refusal}") from refusal

    def make(self, *, demo: bool, **options: Any) -> None:
        folder = make_demo_keys() if demo else make_keys()
        self.stdout.write(f"The keys are in {folder}")

    def show(self, **options: Any) -> None:
        made, signing = _count_by_key(), list_active_entries()
        rows = [
            (
                *(entry.kid, _format_date(entry.made), _describe_state(entry, entry in signing)),
                *(
                    _format_date(entry.compromised_since),
                    "?" if made is None else str(made.get(entry.kid, 0)),
                ),
            )
            for entry in list_key_entries()
        ]
        self.table(("key", "made", "state", "in doubt since", "certificates"), rows)

    def rotate(self, *, purposes: list[str], root_key: Path | None, **options: Any) -> None:
        wanted = list(KEY_PURPOSES) if "all" in purposes else list(dict.fromkeys(purposes))
        authority = _ask_root_authority(root_key) if "seal" in wanted else None
        for entry in rotate_keys(wanted, authority=authority):
            self.stdout.write(f"{entry.kid} signs from now on")

    def retire(self, *, kid: str, compromised: bool, **options: Any) -> None:
        if compromised:
            self.compromise(kid, options["since"], options["reason"].strip())
            if kid.startswith("seal-"):
                self.list_again(options["root_key"])
        elif options["since"] or options["reason"]:
            raise CommandError("--since and --reason go with --compromised")
        else:
            retire_key(kid, on=timezone.localdate())
            self.stdout.write(f"{kid} signs no more; what it signed stands.")

    def compromise(self, kid: str, since: dt.date | None, reason: str) -> None:
        today = timezone.localdate()
        if not reason:
            raise CommandError("--compromised wants a --reason; it will be published")
        if since and since > today:
            raise CommandError(f"--since {since} is still to come")
        mark_compromised(kid, since=since or today, reason=reason, on=today)
        made = _count_by_key()
        if made is not None:
            mark_all_lists_stale()
        self.tell_consequences(kid, made)

    def tell_consequences(self, kid: str, made: dict[str, int] | None) -> None:
        number = made.get(kid, 0) if made is not None else "an unknown number of"
        purpose = kid.partition("-")[0]
        if purpose == "log":
            self.stdout.write(f"{kid} is compromised: heads and checkpoints of it prove nothing.")
            self.stdout.write("Next: keys rotate log; keys publish; ask your mirrors to compare.")
            return
        self.stdout.write(f"{kid} is compromised: {number} certificates are not trusted any more.")
        self.stdout.write(f"Next: keys rotate {purpose}; keys publish; replace the certificates.")

    def list_again(self, root_key: Path | None) -> None:
        """Sign the CRL again, or print how to; the key is already marked as compromised."""
        # The root's key is off line, and the mark must not wait for it.
        try:
            self.crl(root_key=root_key)
        except _REFUSALS as problem:
            self.stderr.write(f"The list of revoked seals is as it was: {problem}")
            self.stderr.write("Get the root's key: manage.py keys crl --root-key …")

    def crl(self, *, root_key: Path | None, **options: Any) -> None:
        number = renew_crl(_ask_root_authority(root_key))
        self.stdout.write(f"The list of revoked seals is signed anew; it holds {number}.")

    def publish(self, *, folder: Path, **options: Any) -> None:
        for path in publish_key_files(folder):
            self.stdout.write(str(path))

    def check_keys(self, **options: Any) -> None:
        found = dict.fromkeys([*find_key_problems(), *find_mismatched_keys()])
        for caution in find_key_warnings():
            self.stdout.write(f"soon: {caution}")
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Every key signs, and its signature fits its public half.")

    def table(self, head: _Row, rows: Iterable[_Row]) -> None:
        lines = [head, *rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
            self.stdout.write("  ".join(cells).rstrip())


def _count_by_key() -> dict[str, int] | None:
    """Return how many certificates each key made; None without a database."""
    # A compromised key has to be marked even where the database is down.
    try:
        return Certificate.objects.count_by_key()
    except DatabaseError:
        return None


def _ask_root_authority(root_key: Path | None) -> RootAuthority:
    """Return the root with its key; the password of its file is asked for on the terminal."""
    try:
        return open_root_authority(root_key)
    except TypeError:
        return open_root_authority(root_key, getpass("Password of the root's key: ").encode())


def _describe_state(entry: KeyEntry, signs: bool) -> str:
    if not entry.is_trusted:
        return "compromised"
    if entry.retired:
        return f"retired {entry.retired}"
    return "signs" if signs else "waits"


def _format_date(date: dt.date | None) -> str:
    return str(date or "")


def _parse_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
