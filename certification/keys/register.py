"""Reads and writes the key register: which keys were made, retired and compromised, and when.

The register is public data beside the key files. A key id (``seal-2026``,
``credential-demo-2026-2``) has the purpose, the year, and a number from the second of a year on.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from certification.keys.storage import KeyUnavailable, atomic_write, exclusive_lock, keys_dir

KEY_PURPOSES = ("seal", "credential", "log")
_KID_PATTERN = re.compile(r"(seal|credential|log)-(?:demo-)?(\d{4})(?:-(\d{1,3}))?", re.ASCII)
REGISTER_FILE = "register.json"
_DATE_FIELDS = ("made", "retired", "compromised_since")


class RegisterDamaged(KeyUnavailable):
    """The register cannot be read; no key is trusted until it can be."""


class UnknownKey(Exception):
    """No key has this id."""


@dataclass(frozen=True)
class KeyEntry:
    """One key of the register.

    A retired key signs no more, and what it signed stays valid. Nothing that a compromised key
    signed is valid.
    """

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
    def year_and_number(self) -> tuple[int, int]:
        """Return the year and the number within it; the newest key has the greatest pair."""
        # A kid that does not match raises on reading the file, so there is a match here.
        _, year, number = _KID_PATTERN.fullmatch(self.kid).groups()  # type: ignore[union-attr]
        return int(year), int(number or 1)


def list_key_entries(purpose: str = "") -> list[KeyEntry]:
    """Return every key of the purpose, or of all purposes, the oldest first."""
    found = [entry for entry in read_register().values() if purpose in ("", entry.purpose)]
    return sorted(found, key=lambda entry: (entry.purpose, entry.year_and_number))


def read_register() -> dict[str, KeyEntry]:
    """Return the entries by key id.

    Published keys without an entry count as made: a ceremony that was killed after it moved its
    files has not written the register.
    """
    return _read_register_cached(keys_dir(), *_register_marks(keys_dir()))


def _register_marks(place: Path) -> tuple[int, ...]:
    """Return what differs after any change of the folder or of the register."""
    try:
        register = (place / REGISTER_FILE).stat()
        marks = register.st_ino, register.st_mtime_ns, register.st_size
    except FileNotFoundError:
        marks = 0, 0, 0
    return (place.stat().st_mtime_ns if place.is_dir() else 0, *marks)


# Asked several times in each verification; the marks make any change a miss.
@lru_cache(maxsize=4)
def _read_register_cached(place: Path, *marks: int) -> dict[str, KeyEntry]:
    found = {kid: KeyEntry(kid) for kid in _list_published_kids(place)}
    try:
        written = json.loads((place / REGISTER_FILE).read_text())["keys"]
        return found | {kid: _entry_from_json(kid, line) for kid, line in written.items()}
    except FileNotFoundError:
        return found
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise RegisterDamaged(f"{place / REGISTER_FILE} cannot be read: {problem}") from problem


def _list_published_kids(place: Path) -> set[str]:
    names = {path.name.removesuffix(".pem").removesuffix(".pub") for path in place.glob("*.pem")}
    return {name for name in names if _KID_PATTERN.fullmatch(name)}


def _entry_from_json(kid: str, line: dict[str, Any]) -> KeyEntry:
    if not _KID_PATTERN.fullmatch(kid):
        raise ValueError(f"{kid} is no key id")
    dates = {
        name: dt.date.fromisoformat(line[name]) if line[name] else None for name in _DATE_FIELDS
    }
    return KeyEntry(kid, reason=str(line["reason"]), **dates)


def _entry_to_json(entry: KeyEntry) -> dict[str, Any]:
    line = {
        name: value for name, value in asdict(entry).items() if name not in ("kid", *_DATE_FIELDS)
    }
    dates = {name: getattr(entry, name) for name in _DATE_FIELDS}
    return {name: date and date.isoformat() for name, date in dates.items()} | line


def write_register(place: Path, found: dict[str, KeyEntry]) -> None:
    """Replace the register; a reader sees the old one or the new one."""
    content = {"keys": {kid: _entry_to_json(found[kid]) for kid in sorted(found)}}
    atomic_write(
        place / REGISTER_FILE, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    )


def _get_key_entry(kid: str) -> KeyEntry:
    """Return the entry of the key; raises UnknownKey."""
    try:
        return read_register()[kid]
    except KeyError:
        raise UnknownKey(f"no key has the id {kid!r}: manage.py keys list") from None


def retire_key(kid: str, *, on: dt.date) -> KeyEntry:
    """Retire the key; what it signed stays valid. A second time changes nothing.

    Raises UnknownKey, KeyUnavailable.
    """
    with exclusive_lock(keys_dir()):
        entry = _get_key_entry(kid)
        return _update_entry(replace(entry, retired=entry.retired or on))


def mark_compromised(kid: str, *, since: dt.date, reason: str, on: dt.date) -> KeyEntry:
    """Distrust everything the key signed: somebody else may have had it since that day.

    A key never becomes trusted again; a second call can only set an earlier day.
    """
    with exclusive_lock(keys_dir()):
        entry = _get_key_entry(kid)
        since = min(since, entry.compromised_since or since)
        reason, retired = reason or entry.reason, entry.retired or on
        return _update_entry(
            replace(entry, retired=retired, compromised_since=since, reason=reason)
        )


def _update_entry(entry: KeyEntry) -> KeyEntry:
    write_register(keys_dir(), read_register() | {entry.kid: entry})
    return entry


def compromised_keys() -> dict[str, dt.date]:
    """Return the ids of compromised keys, each with the day since when."""
    days = {kid: entry.compromised_since for kid, entry in read_register().items()}
    return {kid: day for kid, day in days.items() if day}


def distrusted_keys() -> dict[str, dt.date]:
    """Return the compromised keys for a verdict; raises KeyUnavailable if no key is known."""
    # An empty folder must not make everything trusted: it may be a mount that is missing.
    if not read_register():
        raise KeyUnavailable(f"{keys_dir()} holds no key: manage.py keys make")
    return compromised_keys()


def is_trusted(kid: str) -> bool:
    """Whether what the key sealed or signed is valid, as it is for a retired key.

    A certificate that is not sealed yet names no key, and nothing to distrust. Raises
    KeyUnavailable.
    """
    return kid not in distrusted_keys()


def require_trusted_key(kid: str) -> None:
    """Raise KeyUnavailable if the key is compromised and another has to sign."""
    if not is_trusted(kid):
        raise KeyUnavailable(f"{kid} is compromised")


def export_register() -> dict[str, Any]:
    """Return the register as it is published: every key by its id, with its dates."""
    return {"keys": {entry.kid: _entry_to_json(entry) for entry in list_key_entries()}}
