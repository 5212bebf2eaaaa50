"""Looks for the verify addresses in any file, so that a changed copy of ours is told as ours."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from certification.facts.codes import CODE_ALPHABET, CODE_LENGTH

ADDRESS = re.compile(rb"/verify/([%s]{%d})(?![0-9A-Za-z])" % (CODE_ALPHABET.encode(), CODE_LENGTH))
STREAM = re.compile(rb"stream\r?\n")
MOST_STREAMS = 200
LARGEST_STREAM = 200_000
LARGEST_IN_ALL = 4_000_000
LONGEST_PACKED = 400_000
MOST_CODES = 5


def codes_in(content: bytes) -> list[str]:
    """The codes named in the file, in plain or compressed parts, each once, a few at most."""
    codes: dict[str, None] = {}
    for part in parts(content):
        for found in ADDRESS.finditer(part):
            codes[found.group(1).decode()] = None
            if len(codes) == MOST_CODES:
                return list(codes)
    return list(codes)


def parts(content: bytes) -> Iterator[bytes]:
    """The file itself, then its compressed streams, opened as far as is reasonable."""
    yield content
    left, whole = LARGEST_IN_ALL, memoryview(content)
    for number, start in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS or left <= 0:
            return
        packed = whole[start.end() : start.end() + LONGEST_PACKED]
        try:
            opened = zlib.decompressobj().decompress(packed, min(LARGEST_STREAM, left))
        except zlib.error:
            continue
        left -= len(opened)
        yield opened
