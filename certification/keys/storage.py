"""Says where the keys lie, and lets one at a time change what lies there."""

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
    """A key file that is needed is not there; the message names the file."""


class KeyFileDamaged(KeyUnavailable):
    """A key file that is needed is there, and cannot be read as one."""


@contextmanager
def reporting_damage(path: Path) -> Iterator[None]:
    """Whatever keeps the file from being read as a key is told by its name, not by its content."""
    try:
        yield
    except _UNREADABLE as problem:
        raise KeyFileDamaged(f"{path} cannot be read: {type(problem).__name__}") from problem


def chown_to_parent(path: Path) -> None:
    """Give a new file to whom its folder belongs: root made it, but root does not serve."""
    owner = path.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != path.stat().st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)


def keys_dir() -> Path:
    return Path(settings.KEYS_DIR)


@contextmanager
def exclusive_lock(place: Path) -> Iterator[None]:
    """Nobody else changes keys meanwhile."""
    if not place.is_dir():
        raise KeyUnavailable(f"{place} is missing: manage.py keys make")
    with open(place / ".lock", "w") as lock:
        chown_to_parent(place / ".lock")
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def atomic_write(path: Path, content: bytes) -> None:
    """A public file in place of the old one: a reader sees all of the one or of the other."""
    with NamedTemporaryFile(dir=path.parent, prefix=".new-") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o644)
        os.link(file.name, spare := f"{file.name}-")
    chown_to_parent(Path(spare))
    os.replace(spare, path)
