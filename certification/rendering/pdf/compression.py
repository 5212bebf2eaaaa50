"""Compresses the streams of a file once; pydyf would do it for the digest and again to write."""

from __future__ import annotations

import io
import zlib

import pydyf
from fontTools.ttLib import TTFont

STRONGEST = 9
UNREAD = ("GDEF", "OS/2", "STAT", "gasp", "name", "post")


def pack(pdf: pydyf.PDF) -> None:
    """Every stream that waits for compression gets it."""
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.compress:
            content = b"\n".join(pydyf._to_bytes(piece) for piece in part.stream)
            if "Length1" in part.extra:
                content = slim(content)
                part.extra["Length1"] = len(content)
            part.stream, part.compress = [zlib.compress(content, STRONGEST)], False
            part.extra["Filter"] = "/FlateDecode"


def slim(content: bytes) -> bytes:
    """A TrueType font without the tables that no reader asks an embedded one for."""
    font, slimmer = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False), io.BytesIO()
    for table in UNREAD:
        if table in font:
            del font[table]
    font.save(slimmer, reorderTables=None)
    return slimmer.getvalue()
