"""Lays out words on the sheet with our own fonts and pictures; nothing else is fetched."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from string import Template
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certification.rendering.colours import darken_until_legible
from certification.rendering.layouts import Box, SheetLayout
from certification.rendering.ornaments import marks
from certification.rendering.pdf import tagging
from certification.rendering.plan import SheetPlan
from certification.rendering.style import SheetStyle

ASSET_SCHEME = "asset:"
PDF_VARIANT = "pdf/a-3u"
ASSETS_DIR = Path(__file__).parent / "assets"
CACHED_STYLES = 32
_MEDIA_TYPES = {"png": "image/png", "ttf": "font/ttf", "svg": "image/svg+xml"}
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


# The caches below hold what never changes while the process runs: files of the release, and what
# was computed from a plan, which is their key.
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
def load_font_faces() -> CSS:
    """Return the fonts, read once for all styles."""
    # Here, because every sheet needs the fonts and the hook must precede its first line.
    tagging.install_text_hook()
    return parse_css((ASSETS_DIR / "faces.css").read_text())


@lru_cache(CACHED_STYLES)
def _load_stylesheet(plan: SheetPlan) -> CSS:
    return parse_css(render_stylesheet(plan))


def render_stylesheet(plan: SheetPlan) -> str:
    """Return the CSS of the plan: sizes, colours and places of the parts."""
    template = Template((ASSETS_DIR / "sheet.css").read_text())
    colours, place = plan.background.colours, plan.layout
    styled = template.substitute(
        width=place.width,
        height=place.height,
        primary=colours.primary,
        accent=colours.accent,
        ink=colours.ink,
        muted=colours.muted,
        gilt=darken_until_legible(colours.accent, plan.palette.paper),
    )
    return styled + _position_parts(place)


def parse_css(text: str) -> CSS:
    return CSS(
        string=text,
        base_url=ASSET_SCHEME,
        url_fetcher=AssetFetcher(),
        font_config=font_configuration(),
    )


def _position_parts(place: SheetLayout) -> str:
    parts = {
        name: getattr(place, name) for name in ("head", "issuer", "words", "check", "qr", "clause")
    }
    signed = {f"signatory-{n}": box for n, box in enumerate(place.signatories, 1)}
    return "".join(_css_rule(name, box) for name, box in {**parts, **signed}.items())


def _css_rule(name: str, box: Box) -> str:
    return (
        f"#{name} {{ left: {box.left:g}mm; top: {box.top:g}mm;"
        f" width: {box.width:g}mm; height: {box.height:g}mm }}\n"
    )


@cache
def _freeze_garbage() -> None:
    """Move all loaded objects out of the garbage collector's reach, once a process."""
    # A layout makes so many objects that the collector runs often, each time over all modules.
    gc.collect()
    gc.freeze()


@contextmanager
def render_lock() -> Iterator[None]:
    """Let one thread lay out or write at a time."""
    # Pango's font map is not thread-safe.
    with _one_at_a_time:
        _freeze_garbage()
        yield


def lay_out_sheet(
    words: Mapping[str, Any], style: SheetStyle, plan: SheetPlan, *, step: int
) -> Document:
    """Return the sheet with the words at a step of shrinking (0 is full size).

    Call it inside ``render_lock``.
    """
    text = render_to_string("certification/certificate.html", {**words, "step": step})
    square = marks.draw_qr_code(words["url"], light=plan.palette.paper)
    assets = AssetFetcher({"qr.png": square, **style.assets()})
    html = HTML(string=text, base_url=ASSET_SCHEME, url_fetcher=assets)
    return html.render(
        font_config=font_configuration(),
        stylesheets=[load_font_faces(), _load_stylesheet(plan)],
        pdf_variant=PDF_VARIANT,
        pdf_tags=True,
    )
