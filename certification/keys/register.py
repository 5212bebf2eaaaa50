"""Writes the register of keys, public data beside the key files: made, retired, compromised.

A key is known by its id (``seal-2026``, ``credential-demo-2026-2``): purpose, year, and a
number from the second of that year on.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from certification.keys.storage import KeyMissing, alone, folder, write_anew

PURPOSES = ("seal", "credential", "log")
KID = re.compile(r"(seal|credential|log)-(?:demo-)?(\d{4})(?:-(\d{1,3}))?", re.ASCII)
FILE = "register.json"
DATES = ("made", "retired", "compromised_since")


class RegisterDamaged(KeyMissing):
    """The register of keys cannot be read: no key is trusted until it can."""


class UnknownKey(Exception):
    """No key has this id."""


@dataclass(frozen=True)
class Entry:
    """One key. ``retired``: signs no more, what it signed stands. Compromised: nothing stands."""

    kid: str
    made: dt.date | None = None
    retired: dt.date | None = None
    compromised_since: dt.date | None = None
    reason: str = ""

    @property
    def purpose(self) -> str:
        return self.kid.partition("-")[0]

    @property
    def is_trusted(self) -> bool:
        return self.compromised_since is None

    @property
    def may_sign(self) -> bool:
        return self.is_trusted and self.retired is None

    @property
    def age(self) -> tuple[int, int]:
        """Year and number within it: the newest key has the greatest."""
        _, year, number = KID.fullmatch(self.kid).groups()  # type: ignore[union-attr]
        return int(year), int(number or 1)


def entries(purpose: str = "") -> list[Entry]:
    """Every key of the purpose (or of all), the oldest first."""
    found = [entry for entry in read().values() if purpose in ("", entry.purpose)]
    return sorted(found, key=lambda entry: (entry.purpose, entry.age))


def read() -> dict[str, Entry]:
    """The entries by key id, public keys without an entry included."""
    return read_once(folder(), *traces(folder()))


def traces(place: Path) -> tuple[int, ...]:
    """What is different after any change: a new file, or a register written anew."""
    try:
        register = (place / FILE).stat()
        marks = register.st_ino, register.st_mtime_ns, register.st_size
    except FileNotFoundError:
        marks = 0, 0, 0
    return (place.stat().st_mtime_ns if place.is_dir() else 0, *marks)


@lru_cache(maxsize=4)
def read_once(place: Path, *marks: int) -> dict[str, Entry]:
    found = {kid: Entry(kid) for kid in kids_of_files(place)}
    try:
        written = json.loads((place / FILE).read_text())["keys"]
        return found | {kid: from_json(kid, line) for kid, line in written.items()}
    except FileNotFoundError:
        return found
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise RegisterDamaged(f"{place / FILE} cannot be read: {problem}") from problem


def kids_of_files(place: Path) -> set[str]:
    names = {path.name.removesuffix(".pem").removesuffix(".pub") for path in place.glob("*.pem")}
    return {name for name in names if KID.fullmatch(name)}


def from_json(kid: str, line: dict[str, Any]) -> Entry:
    if not KID.fullmatch(kid):
        raise ValueError(f"{kid} is no key id")
    dates = {name: dt.date.fromisoformat(line[name]) if line[name] else None for name in DATES}
    return Entry(kid, reason=str(line["reason"]), **dates)


def as_json(entry: Entry) -> dict[str, Any]:
    line = {name: value for name, value in asdict(entry).items() if name not in ("kid", *DATES)}
    dates = {name: getattr(entry, name) for name in DATES}
    return {name: date and date.isoformat() for name, date in dates.items()} | line


def write(place: Path, found: dict[str, Entry]) -> None:
    """All of it or nothing: a reader sees the old register or the new one."""
    content = {"keys": {kid: as_json(found[kid]) for kid in sorted(found)}}
    write_anew(place / FILE, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def entry_of(kid: str) -> Entry:
    """The entry of the key; raises UnknownKey."""
    try:
        return read()[kid]
    except KeyError:
        raise UnknownKey(f"no key has the id {kid!r}: manage.py keys list") from None


def retire(kid: str, *, on: dt.date) -> Entry:
    """Let it sign no more; what it signed stands. A second time changes nothing."""
    with alone(folder()):
        entry = entry_of(kid)
        return change(replace(entry, retired=entry.retired or on))


def mark_compromised(kid: str, *, since: dt.date, reason: str, on: dt.date) -> Entry:
    """Somebody else may hold it since that day: nothing it signed is trusted any more.

    It never becomes trusted again; a second mark can only set an earlier day.
    """
    with alone(folder()):
        entry = entry_of(kid)
        since = min(since, entry.compromised_since or since)
        reason, retired = reason or entry.reason, entry.retired or on
        return change(replace(entry, retired=retired, compromised_since=since, reason=reason))


def change(entry: Entry) -> Entry:
    write(folder(), read() | {entry.kid: entry})
    return entry


def compromised() -> dict[str, dt.date]:
    """The ids of keys that are not trusted, each with the day since when."""
    days = {kid: entry.compromised_since for kid, entry in read().items()}
    return {kid: day for kid, day in days.items() if day}


def distrusted() -> dict[str, dt.date]:
    """The same, to judge by; raises KeyMissing where no key is known, so none can be told."""
    if not read():
        raise KeyMissing(f"{folder()} holds no key: manage.py keys make")
    return compromised()


def is_trusted(kid: str) -> bool:
    """Whether what the key sealed or signed stands; so it does for a retired key.

    A row from before key ids were kept has none, and no key to distrust. Raises KeyMissing.
    """
    return kid not in distrusted()


def require_trusted(kid: str) -> None:
    """Raises KeyMissing where the key is not trusted: another one has to do it again."""
    if not is_trusted(kid):
        raise KeyMissing(f"{kid} is compromised")


def public() -> dict[str, Any]:
    """The register as it is published: every key by its id, with its dates."""
    return {"keys": {entry.kid: as_json(entry) for entry in entries()}}
