"""Reads zip archives of strangers within limits: nothing in them is believed."""

from __future__ import annotations

import stat
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from courses.packages.content_types import find_content_type, is_program
from courses.packages.refusals import PackageRefused

MOST_BYTES = 300_000_000  # of the archive
_MOST_UNPACKED = 1_000_000_000
_MOST_FILES = 5_000
_MOST_RATIO = 200  # text and drawings compress to a fiftieth; a bomb to a thousandth
_RATIO_COUNTS_FROM = 1_000_000  # bytes: below it a page of spaces harms nobody
_LONGEST_PATH, _DEEPEST = 240, 16
_LONGEST_TIME = 240.0  # seconds; a task of the worker has three hundred
_PIECE = 256 * 1024
_MOST_DESCRIPTION = 5_000_000  # bytes of a manifest, which is read into memory
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class PackageArchive:
    """The files of an archive by their paths, checked before one of them is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._deadline = time.monotonic() + _LONGEST_TIME
        try:
            self._zip = zipfile.ZipFile(stream)
        except (*_DAMAGE, ValueError, OSError) as error:
            raise PackageRefused("no_zip") from error
        self.left_out: list[str] = []
        self._entries = self._check_entries()

    def _check_entries(self) -> dict[str, zipfile.ZipInfo]:
        entries = self._zip.infolist()
        if len(entries) > _MOST_FILES:
            raise PackageRefused("too_many_files", len(entries))
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            raise PackageRefused("too_large")
        files: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for entry in entries:
            path = _read_path(entry)
            _check_entry(entry, path)
            if entry.is_dir() or not path:
                continue
            # Letters alike: what is two files here is one on the author's machine.
            if path.casefold() in seen:
                raise PackageRefused("twice", path)
            seen.add(path.casefold())
            if find_content_type(path):
                files[path] = entry
            else:
                self.left_out.append(path)
        return files

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    @property
    def paths(self) -> list[str]:
        return list(self._entries)

    @property
    def size(self) -> int:
        """Return the bytes of all files that are kept."""
        return sum(entry.file_size for entry in self._entries.values())

    def size_of(self, path: str) -> int:
        return self._entries[path].file_size

    def read_description(self, path: str) -> bytes:
        """Return a manifest, which is small or refused."""
        if path not in self._entries:
            raise PackageRefused("missing", path)
        if self.size_of(path) > _MOST_DESCRIPTION:
            raise PackageRefused("manifest", path)
        return b"".join(self.read_pieces(path))

    def holds(self, path: str, words: bytes) -> bool:
        """Return whether the file holds the words, wherever; memory stays flat."""
        kept = b""
        for piece in self.read_pieces(path) if path in self else ():
            if words in kept + piece:
                return True
            kept = (kept + piece)[-len(words) :]  # they may begin in one piece and end in the next
        return False

    def read_pieces(self, path: str) -> Iterator[bytes]:
        """Yield the file in pieces, so that memory stays flat; refuse one that is damaged."""
        try:
            # It reads no more than the size that was told, which is counted above.
            with self._zip.open(self._entries[path]) as stream:
                while piece := stream.read(_PIECE):
                    if time.monotonic() > self._deadline:
                        raise PackageRefused("slow")
                    yield piece
        except _DAMAGE as error:
            raise PackageRefused("no_zip") from error


def _read_path(entry: zipfile.ZipInfo) -> str:
    """Return the path with slashes, as manifests name it."""
    return unicodedata.normalize("NFC", entry.filename.replace("\\", "/"))


def _check_entry(entry: zipfile.ZipInfo, path: str) -> None:
    _check_path(path)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused("link", path)
    if entry.flag_bits & 0x1:
        raise PackageRefused("encrypted")
    if entry.compress_type not in _METHODS:
        raise PackageRefused("no_zip")
    is_large = entry.file_size > _RATIO_COUNTS_FROM
    if is_large and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
        raise PackageRefused("ratio", path)
    if not entry.is_dir() and is_program(path):
        raise PackageRefused("program", path)


def _check_path(path: str) -> None:
    parts = PurePosixPath(path).parts
    leads_elsewhere = path.startswith("/") or ".." in parts or ":" in path
    is_long = len(path) > _LONGEST_PATH or len(parts) > _DEEPEST
    has_controls = any(unicodedata.category(sign) == "Cc" for sign in path)
    if leads_elsewhere or is_long or has_controls:
        raise PackageRefused("path", path)
