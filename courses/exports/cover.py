"""Draws the cover of a book: its title, and whose it is."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2
from django.template.loader import render_to_string
from PIL import Image
from weasyprint import CSS, HTML

from courses.exports.contents import ExportContents
from people.printing import (
    ASSET_SCHEME,
    AssetFetcher,
    font_configuration,
    load_faces,
    parse_css,
    render_lock,
)
from people.text.syllables import break_lines

_WIDTH = 900  # pixels; the sheet is three wide to four high
_PALETTE_SIZE = 64


@cache  # of a file that does not change while the process runs
def _load_cover_stylesheet() -> CSS:
    return parse_css((Path(__file__).parent / "assets" / "cover.css").read_text())


def draw_cover(contents: ExportContents) -> bytes:
    """Return the cover as PNG."""
    words = {
        "language": contents.language,
        "title": break_lines(contents.title[:200]),
        "course": break_lines(contents.course.title) if contents.lesson else "",
        "publisher": break_lines(contents.publisher),
    }
    text = render_to_string("courses/exports/cover.html", words)
    # PDFium is not thread-safe either, so it takes the same lock as the layout.
    with render_lock():
        html = HTML(string=text, base_url=ASSET_SCHEME, url_fetcher=AssetFetcher())
        sheet = html.write_pdf(
            font_config=font_configuration(),
            stylesheets=[load_faces(), _load_cover_stylesheet()],
        )
        with pypdfium2.PdfDocument(sheet) as document:
            page = document[0]
            drawn = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("RGB")
    content = io.BytesIO()
    drawn.quantize(_PALETTE_SIZE, method=Image.Quantize.FASTOCTREE).save(content, "PNG")
    return content.getvalue()
