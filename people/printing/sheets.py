"""Serves our own fonts and pictures to sheets, and lets one thread draw at a time."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from people.printing.tagging import install_text_hook, tag_structure_tree
from people.text.syllables import break_lines

ASSET_SCHEME = "asset:"
_MEDIA_TYPES = {"ttf": "font/ttf", "svg": "image/svg+xml"} | {
    name: f"image/{name}" for name in ("png", "webp")
}
_BLANKS_AT_END = re.compile(r"(\s+)((?:</\w+>|<br>)+)")
_WITHOUT_LINES = ("head", "style", "script")
# Columns of numbers are narrower than many words.
_UNBROKEN_IN_HEADINGS = 2
# Reentrant, since fitting holds it while it lays out.
_one_at_a_time = threading.RLock()


class AssetRefused(FatalURLFetchingError):
    """The sheet asked for something that is not one of our registered assets."""


class AssetFetcher(URLFetcher):
    """Answers ``asset:`` addresses from memory and refuses every other."""

    def __init__(self, own: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self.own = own or {}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(ASSET_SCHEME)
        content = {**_load_fonts(), **self.own}.get(name)
        if content is None or not url.startswith(ASSET_SCHEME):
            raise AssetRefused(url)
        kind = _MEDIA_TYPES[name.rpartition(".")[2]]
        return URLFetcherResponse(url, content, {"Content-Type": kind})


# The caches below hold what never changes while the process runs: files of the release.
@cache
def _load_fonts() -> dict[str, bytes]:
    fonts = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "noto-sans-myanmar"
    return {
        "regular.ttf": (fonts / "400Regular" / "NotoSansMyanmar_400Regular.ttf").read_bytes(),
        "bold.ttf": (fonts / "700Bold" / "NotoSansMyanmar_700Bold.ttf").read_bytes(),
    }


@cache
def font_configuration() -> FontConfiguration:
    """Return the font configuration of the process; making one is slow and leaks memory."""
    return FontConfiguration()


@cache
def load_faces() -> CSS:
    """Return the fonts, read once for all sheets."""
    # Here, because every sheet needs the fonts and the hook must precede its first line.
    install_text_hook()
    return parse_css((Path(__file__).parent / "faces.css").read_text())


def parse_css(text: str) -> CSS:
    return CSS(
        string=text,
        base_url=ASSET_SCHEME,
        url_fetcher=AssetFetcher(),
        font_config=font_configuration(),
    )


@cache
def _freeze_garbage() -> None:
    """Move all loaded objects out of the garbage collector's reach, once a process."""
    # A layout makes so many objects that the collector runs often, each time over all modules.
    gc.collect()
    gc.freeze()


def strip_line_ends(text: str) -> str:
    """Return the HTML with blanks after closing tags instead of before them, or before a break.

    WeasyPrint measures a last line with the blank at its end, finds it too wide by that blank
    alone, and breaks it after its first word.
    """
    return _BLANKS_AT_END.sub(r"\2\1", text)


def _mark_breaks(element: Element, mark: Callable[[str], str] = break_lines) -> None:
    """Mark where Burmese lines below the element may break, which Pango does not know."""
    # Neither in the title of the file nor in pictures, which would draw the marks.
    if element.tag in _WITHOUT_LINES or str(element.tag).startswith("{"):
        return
    if element.tag == "thead":
        mark = partial(break_lines, unbroken=_UNBROKEN_IN_HEADINGS)
    element.text = element.text and mark(element.text)
    for part in element:
        _mark_breaks(part, mark)
        part.tail = part.tail and mark(part.tail)


def write_tagged_pdf(
    text: str,
    stylesheet: CSS,
    *,
    own: Mapping[str, bytes] | None = None,
    identifier: bytes | None = None,
) -> bytes:
    """Return the HTML as a PDF/UA-1 file, of which Burmese is read aloud as it is written.

    With an ``identifier`` the same HTML gives the same bytes; WeasyPrint's own is random.
    """
    with render_lock():
        html = HTML(
            string=strip_line_ends(text), base_url=ASSET_SCHEME, url_fetcher=AssetFetcher(own)
        )
        _mark_breaks(html.etree_element)
        content: bytes = html.write_pdf(
            finisher=lambda _document, pdf: tag_structure_tree(pdf),
            font_config=font_configuration(),
            stylesheets=[load_faces(), stylesheet],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            pdf_identifier=identifier,
        )
    return content


@contextmanager
def render_lock() -> Iterator[None]:
    """Let one thread lay out or write at a time."""
    # Pango's font map is not thread-safe.
    with _one_at_a_time:
        _freeze_garbage()
        yield
