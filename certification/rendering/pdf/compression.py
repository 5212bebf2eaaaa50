"""Compresses the streams of a file and strips fonts of what no reader needs."""

from __future__ import annotations

import io
import zlib

import pydyf
from fontTools.ttLib import TTFont

_MAX_LEVEL = 9
_UNUSED_TABLES = ("GDEF", "OS/2", "STAT", "gasp", "name", "post")


def compress_streams(pdf: pydyf.PDF) -> None:
    """Compress every stream that is marked for compression."""
    # pydyf would compress each twice, for the file identifier and for the file.
    for part in pdf.objects:
        if isinstance(part, pydyf.Stream) and part.compress:
            # pydyf's own way to bytes, private: what it writes must not differ.
            content = b"\n".join(pydyf._to_bytes(piece) for piece in part.stream)
            if "Length1" in part.extra:
                content = _strip_font_tables(content)
                part.extra["Length1"] = len(content)
            part.stream, part.compress = [zlib.compress(content, _MAX_LEVEL)], False
            part.extra["Filter"] = "/FlateDecode"


def _strip_font_tables(content: bytes) -> bytes:
    """Return a TrueType font without the tables that an embedded font does not need."""
    font, slimmer = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False), io.BytesIO()
    for table in _UNUSED_TABLES:
        if table in font:
            del font[table]
    font.save(slimmer, reorderTables=None)
    return slimmer.getvalue()
