"""Stores sealed files under names that nobody can guess."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class StorageUnavailable(Exception):
    """The storage did not take the file: it is full, or away."""


def generate_pdf_name(folder: str, at: dt.datetime) -> str:
    """Return a name nobody can guess: some storages serve files without asking who comes."""
    return f"{folder}/{at.year}/{secrets.token_urlsafe(24)}.pdf"


def store_pdf(name: str, content: bytes) -> str:
    """Store the file, safe from a power cut; return the name the storage gave it."""
    try:
        name = default_storage.save(name, ContentFile(content))
        with suppress(NotImplementedError):  # a storage without paths flushes by itself
            _fsync_file(Path(default_storage.path(name)))
    except OSError as problem:
        raise StorageUnavailable(str(problem)) from problem
    return name


def _fsync_file(path: Path) -> None:
    """Flush the file and its entry in the folder to the disk."""
    for one in (path, path.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
