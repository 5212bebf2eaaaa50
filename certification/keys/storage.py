"""Guards the folder of the keys: one writer at a time, atomic writes, readable errors."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings

_UNREADABLE = (OSError, ValueError, TypeError, UnsupportedAlgorithm)


class KeyUnavailable(Exception):
    """A key that is needed is missing or may not sign; the message names it."""


class KeyFileDamaged(KeyUnavailable):
    """A key file exists and cannot be read as a key."""


@contextmanager
def reporting_damage(path: Path) -> Iterator[None]:
    """Turn any failure to parse a key file into KeyFileDamaged."""
    try:
        yield
    except _UNREADABLE as problem:
        # The kind of error only: its text may quote what is in the file.
        raise KeyFileDamaged(f"{path} cannot be read: {type(problem).__name__}") from problem


def chown_to_parent(path: Path) -> None:
    """Give a new file to the owner of its folder."""
    # Operators run ``keys`` as root; the service that reads the file runs as another user.
    owner = path.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != path.stat().st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)


def keys_dir() -> Path:
    return Path(settings.KEYS_DIR)


@contextmanager
def exclusive_lock(place: Path) -> Iterator[None]:
    """Let no other process change keys meanwhile; raises KeyUnavailable without a folder."""
    if not place.is_dir():
        raise KeyUnavailable(f"{place} is missing: manage.py keys make")
    with open(place / ".lock", "w") as lock:
        chown_to_parent(place / ".lock")
        # Held until the file is closed, so a killed process leaves no lock behind.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def atomic_write(path: Path, content: bytes) -> None:
    """Replace a public file; a reader sees the old content or the new one."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o644)
        # A second name, because the temporary file deletes its own when it is closed.
        os.link(file.name, spare := f"{file.name}-")
    chown_to_parent(Path(spare))
    os.replace(spare, path)
