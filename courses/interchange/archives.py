"""Opens packages of other systems, within limits: a few kilobytes may unpack to gigabytes."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import Unfit

_MOST_FILES = 5_000
_MOST_BYTES, _MOST_BYTES_OF_ONE = 200_000_000, 20_000_000
_HIGHEST_RATIO = 200  # text seldom packs better than 20 to 1
_SMALL = 100_000  # bytes of a file that may pack as well as it will
_SIGNATURE = b"PK\x03\x04"
# NotImplementedError: packed in a way that Python does not know. IndexError: a part has no name.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, IndexError, EOFError, OSError, ValueError),
)
_FILE_BASES = ("$IMS-CC-FILEBASE$/", "$IMS_CC_FILEBASE$/")
_WEB_FOLDER = "web_resources/"


def is_archive(content: bytes) -> bool:
    return content.startswith(_SIGNATURE)


def is_shown(path: str) -> bool:
    """Return whether a person put the file there: beside each a Mac puts one with a full stop."""
    return not path.rpartition("/")[2].startswith(".")


def read_archive(content: bytes) -> dict[str, bytes]:
    """Return the files of a package by their paths. Raise `Unfit`."""
    with open_archive(content) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        _require_modest(parts)
        return {part.filename: _read_part(archive, part) for part in parts}


@contextmanager
def open_archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a package of which a few parts are read. Raise `Unfit` for what is damaged in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except Unfit:
        raise
    except _DAMAGE as error:
        raise Unfit(_("The package is broken and cannot be opened.")) from error


def read_part(archive: zipfile.ZipFile, path: str) -> bytes:
    """Return one part of the package. Raise `Unfit` for one that is larger than it looks."""
    part = archive.getinfo(path)
    _require_modest([part])
    return _read_part(archive, part)


def _require_modest(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_FILES:
        raise Unfit(_("The package holds too many files."))
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Unfit(_("The package is too large when it is unpacked."))
    for part in parts:
        path = posixpath.normpath(part.filename)
        if path.startswith(("/", "..")) or "\\" in part.filename or ":" in part.filename:
            raise Unfit(_("The package names files outside of itself."))
        if part.flag_bits & 1:
            raise Unfit(_("The package is locked with a password."))
        ratio = part.file_size / max(part.compress_size, 1)
        is_bomb = part.file_size > _SMALL and ratio > _HIGHEST_RATIO
        if is_bomb or part.file_size > _MOST_BYTES_OF_ONE:
            raise Unfit(_("The package is too large when it is unpacked."))


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # Not more than it says: what it says was found modest.
    with archive.open(part) as file:
        return file.read(part.file_size)


class FilesBeside(Mapping[str, bytes]):
    """The files of a package by the addresses that a file in one of its folders names them by."""

    def __init__(self, files: Mapping[str, bytes], folder: str) -> None:
        self._files, self._folder = files, folder

    def __getitem__(self, address: str) -> bytes:
        address = unquote(address).partition("?")[0]
        for base in _FILE_BASES:
            if address.startswith(base):
                # From the root of the package, or from its folder of files for the web.
                inner = address.removeprefix(base)
                return self._files.get(_WEB_FOLDER + inner) or self._files[inner]
        return self._files[posixpath.normpath(posixpath.join(self._folder, address))]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
