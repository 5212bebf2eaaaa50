"""Stores the files of packages by the digest of the package: the only writer of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage

_IN_MEMORY = 1_000_000  # bytes; a larger file goes by the disk


def _name_file(digest: str, path: str) -> str:
    # By digests: no path of a stranger becomes one of ours, and none is too long for a disk.
    return f"packages/{digest[:2]}/{digest}/{hashlib.sha256(path.encode()).hexdigest()}"


def store_file(digest: str, path: str, pieces: Iterator[bytes], *, size: int) -> None:
    """Write the file, unless a worker that was killed has written all of it."""
    name = _name_file(digest, path)
    if default_storage.exists(name):
        if default_storage.size(name) == size:
            return
        default_storage.delete(name)  # half of it
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
        for piece in pieces:
            whole.write(piece)
        whole.seek(0)
        default_storage.save(name, File(whole, name=path))


def delete_files(digest: str, paths: Iterable[str]) -> None:
    """Delete the files of a package that no record refers to."""
    for path in paths:
        default_storage.delete(_name_file(digest, path))


def delete_all_files(digest: str) -> None:
    """Delete all files of a package whose list is gone with its record."""
    folder = f"packages/{digest[:2]}/{digest}"
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def open_file(digest: str, path: str) -> tuple[IO[bytes], int]:
    """Return the file and its size. Raise FileNotFoundError."""
    name = _name_file(digest, path)
    stream = default_storage.open(name, "rb")
    return stream, stream.size
