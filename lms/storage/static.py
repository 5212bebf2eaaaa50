"""Stores the static files under names that carry their digest, compressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

NOT_SERVED = ["redoc"]  # of installed packages; no page asks for it
NOT_COMPRESSED = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that compresses only what pages name, because Brotli is slow."""

    def create_compressor(self, **options: object) -> Compressor:
        return Compressor(extensions=NOT_COMPRESSED, quiet=True)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        yield from super().compress_files(set(self.hashed_files.values()).intersection(paths))
