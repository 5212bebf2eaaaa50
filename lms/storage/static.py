"""Stores the static files under names that carry their digest, without comments, compressed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import IO

from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

NOT_SERVED = ["redoc"]  # of installed packages; no page asks for it
# Of our own files only: comments of others may be licences. Comments in a line stay, and so does
# the indentation of scripts, for either may stand in a text.
_COMMENTS = {
    ".css": re.compile(rb"/\*.*?\*/|^[ \t]+", re.DOTALL | re.MULTILINE),
    ".js": re.compile(rb"^[ \t]*//.*\n", re.MULTILINE),
}
_OUR_FOLDERS = ("css/", "js/")
NOT_COMPRESSED = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that compresses only what pages name, because Brotli is slow."""

    def _save(self, name: str, content: IO[bytes]) -> str:
        """Save the file; of our own styles and scripts without what only developers read."""
        comments = _COMMENTS.get(PurePath(name).suffix)
        if comments and name.startswith(_OUR_FOLDERS):
            content.seek(0)  # who named it by its digest has read it to its end
            content = ContentFile(comments.sub(b"", content.read()))
        return str(super()._save(name, content))

    def create_compressor(self, **options: object) -> Compressor:
        return Compressor(extensions=NOT_COMPRESSED, quiet=True)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from super().compress_files(set(self.hashed_files.values()).intersection(paths))
