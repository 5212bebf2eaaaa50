"""Writes archives that are the same byte for byte whenever they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import IO

_DAY = (1980, 1, 1, 0, 0, 0)  # the first one that zip knows
_RIGHTS = 0o644 << 16
# What is packed already would only take time.
_PACKED = (".png", ".jpg", ".gif", ".mp3", ".mp4", ".m4a", ".ogg", ".webm", ".woff")


class ExportArchive:
    """A zip file under way; every path in it is ours."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w")

    def add(self, path: str, content: str | bytes, *, is_packed: bool = True) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._zip.writestr(self._describe(path, is_packed=is_packed), data)

    def add_pieces(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write a file of any size with flat memory."""
        with self._zip.open(self._describe(path), "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)

    def close(self) -> None:
        self._zip.close()

    @staticmethod
    def _describe(path: str, *, is_packed: bool = True) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, _DAY)
        entry.external_attr = _RIGHTS
        is_stored = not is_packed or path.endswith(_PACKED)
        entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
        return entry
