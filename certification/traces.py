"""Looks for the verify addresses in any file, so that a changed copy of ours is told as ours."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from certification.codes import ALPHABET, LENGTH

ADDRESS = re.compile(rb"/verify/([%s]{%d})" % (ALPHABET.encode(), LENGTH))
STREAM = re.compile(rb"stream\r?\n")
MOST_STREAMS = 200
LARGEST_STREAM = 200_000
MOST_CODES = 5


def codes_in(content: bytes) -> list[str]:
    """The codes named in the file, in plain or compressed parts, each once, a few at most."""
    found = (code.decode() for part in parts(content) for code in ADDRESS.findall(part))
    codes: dict[str, None] = {}
    for code in found:
        codes[code] = None
        if len(codes) == MOST_CODES:
            break
    return list(codes)


def parts(content: bytes) -> Iterator[bytes]:
    """The file itself, then its compressed streams, opened as far as is reasonable."""
    yield content
    for number, start in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS:
            return
        try:
            yield zlib.decompressobj().decompress(content[start.end() :], LARGEST_STREAM)
        except zlib.error:
            continue
