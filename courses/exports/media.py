"""Chooses which files of lessons go along, names them anew, and makes old readers show them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from courses.exports.losses import MEDIA, MISSING
from courses.exports.zip_writer import ExportArchive
from courses.models import LessonFile
from people.imports.cells import InvalidValue
from people.pictures import read_picture

_MOST_PLAYED = 300_000_000  # bytes of films and recordings in one file
# What every reader of books shows; other pictures are written anew as one of these.
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}
_PLAYED = {
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "text/vtt": "vtt",
}
_PIECE = 256 * 1024


Tell = Callable[[int], None]  # takes the percent that is done


@dataclass(frozen=True)
class PackedFile:
    """A file as it stands in the archive."""

    path: str
    content_type: str
    source: LessonFile

    def read_pieces(self) -> Iterator[bytes]:
        with self.source.file.open("rb") as stream:
            if self.content_type != _kind_of(self.source):
                yield _write_png(stream)
                return
            while piece := stream.read(_PIECE):
                yield piece


class ExportMedia:
    """The files of the lessons by their addresses; those that are asked for are packed."""

    def __init__(self, files: Iterable[LessonFile], *, has_media: bool) -> None:
        self._files = {file.get_absolute_url(): file for file in files}
        self._has_media = has_media
        self._played = 0
        self.packed: dict[str, PackedFile] = {}
        self.losses: Counter[str] = Counter()

    def pack_picture(self, url: str) -> str | None:
        """Return the path of the picture in the archive, or None if there is none any more."""
        file = self._find_file(url)
        if file is None:
            return None
        kind = _kind_of(file)
        if kind in _PICTURES:
            return self._pack(file, kind, _PICTURES[kind])
        return self._pack(file, "image/png", "png") if _is_readable(file) else None

    def pack_played(self, url: str) -> str | None:
        """Return the path of a film, a recording or captions, if such go along."""
        file = self._files.get(url)
        ending = _PLAYED.get(_kind_of(file)) if file else None
        if ending is None or not self._has_media:
            return None
        file = self._find_file(url)
        if file is None or self._played + file.bytes > _MOST_PLAYED:
            return None
        return self._pack(file, _kind_of(file), ending)

    def pack_download(self, url: str) -> str | None:
        """Return the path of a file that learners keep, under an ending that opens it."""
        file = self._find_file(url)
        ending = PurePosixPath(file.name).suffix.lstrip(".").lower() if file else ""
        if file is None or not (ending.isascii() and ending.isalnum()):
            return None
        return self._pack(file, _kind_of(file), ending)

    def write_into(self, archive: ExportArchive, tell: Tell, *, folder: str = "") -> None:
        """Write what is packed; films are most of a file, so it tells how far they are."""
        total, done, told = sum(one.source.bytes for one in self.packed.values()), 0, 0
        for file in self.packed.values():
            archive.add_pieces(f"{folder}{file.path}", file.read_pieces())
            done += file.source.bytes
            if done * 100 // max(total, 1) >= told + 10:
                told = done * 100 // max(total, 1)
                tell(told)

    def _find_file(self, url: str) -> LessonFile | None:
        file = self._files.get(url)
        if file and not file.file.storage.exists(str(file.file)):
            self.losses[MISSING] += 1
            return None
        return file

    def _pack(self, file: LessonFile, content_type: str, ending: str) -> str:
        # By the digest: no name that somebody gave becomes a path in the archive.
        path = f"media/{file.digest[:24]}.{ending}"
        if path not in self.packed:
            self.packed[path] = PackedFile(path, content_type, file)
            self._played += file.bytes if content_type in _PLAYED else 0
        return path

    def count_unplayed(self) -> None:
        self.losses[MEDIA] += 1


def _kind_of(file: LessonFile) -> str:
    return file.content_type.partition(";")[0]


def _is_readable(file: LessonFile) -> bool:
    with file.file.open("rb") as stream:
        try:
            read_picture(stream)
        except InvalidValue:
            return False
    return True


def _write_png(stream: IO[bytes]) -> bytes:
    content = io.BytesIO()
    read_picture(stream).convert("RGBA").save(content, "PNG", optimize=True)
    return content.getvalue()
