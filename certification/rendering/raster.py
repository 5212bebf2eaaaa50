"""Rasterizes a rendered file for browsers that show no PDF inside of a page."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from people.printing import render_lock

_PALETTE_SIZE = 256
_ROUNDING_MARGIN = 0.1  # a fraction of a pixel becomes a whole one


def rasterize_first_page(content: bytes, *, width: int) -> bytes:
    """Return the first page as PNG, so many pixels wide."""
    # PDFium is not thread-safe either, so it takes the same lock as the layout.
    with render_lock(), pypdfium2.PdfDocument(content) as document:
        page = document[0]
        drawn = (
            page.render(scale=(width - _ROUNDING_MARGIN) / page.get_width())
            .to_pil()
            .convert("RGB")
        )
    picture = drawn.quantize(_PALETTE_SIZE, method=Image.Quantize.FASTOCTREE)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
