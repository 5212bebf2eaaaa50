"""Finds verify addresses in any file, so that a changed copy of a certificate is recognised."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from certification.facts.codes import CODE_ALPHABET, CODE_LENGTH

_VERIFY_URL = re.compile(
    rb"/verify/([%s]{%d})(?![0-9A-Za-z])" % (CODE_ALPHABET.encode(), CODE_LENGTH)
)
_STREAM_START = re.compile(rb"stream\r?\n")
# The uploaded file decides how much there is to decompress, so each part and their sum have a
# limit; a sheet of ours stays far below it.
_MAX_STREAMS = 200
_MAX_STREAM_BYTES = 200_000
_MAX_TOTAL_BYTES = 4_000_000
_MAX_PACKED_BYTES = 400_000
_MAX_CODES = 5


def extract_codes(content: bytes) -> list[str]:
    """Return the codes named in plain or compressed parts of the file, each once, five at most."""
    codes: dict[str, None] = {}
    for part in _iter_parts(content):
        for found in _VERIFY_URL.finditer(part):
            codes[found.group(1).decode()] = None
            if len(codes) == _MAX_CODES:
                return list(codes)
    return list(codes)


def _iter_parts(content: bytes) -> Iterator[bytes]:
    """Yield the file itself, then its compressed streams, within the limits."""
    yield content
    left, whole = _MAX_TOTAL_BYTES, memoryview(content)
    for number, start in enumerate(_STREAM_START.finditer(content)):
        if number == _MAX_STREAMS or left <= 0:
            return
        packed = whole[start.end() : start.end() + _MAX_PACKED_BYTES]
        try:
            opened = zlib.decompressobj().decompress(packed, min(_MAX_STREAM_BYTES, left))
        except zlib.error:  # the word "stream" stands in ordinary text too
            continue
        left -= len(opened)
        yield opened
