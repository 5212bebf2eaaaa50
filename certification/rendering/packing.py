"""Compresses the streams of a file once; pydyf would do it for the digest and again to write."""

from __future__ import annotations

import zlib

import pydyf

STRONGEST = 9


def pack(pdf: pydyf.PDF) -> None:
    """Every stream that waits for compression gets it."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.compress:
            content = b"\n".join(pydyf._to_bytes(piece) for piece in part.stream)
            part.stream, part.compress = [zlib.compress(content, STRONGEST)], False
            part.extra["Filter"] = "/FlateDecode"
