"""Lays words out on the sheet with our own fonts and marks; nothing else is ever fetched."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from certification.rendering import actual_text, marks

SCHEME = "asset:"
VARIANT = "pdf/a-3u"
STYLESHEET = Path(__file__).parent / "assets" / "sheet.css"
TYPES = {"svg": "image/svg+xml", "png": "image/png", "ttf": "font/ttf"}
_one_at_a_time = threading.RLock()


class AssetRefused(FatalURLFetchingError):
    """The sheet asked for something that is not one of our registered assets."""


class Assets(URLFetcher):
    """Answers ``asset:`` addresses from memory and refuses every other."""

    def __init__(self, own: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self.own = own or {}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        content = {**shared_assets(), **self.own}.get(name)
        if content is None or not url.startswith(SCHEME):
            raise AssetRefused(url)
        kind = TYPES[name.rpartition(".")[2]]
        return URLFetcherResponse(url, content, {"Content-Type": kind})


@cache
def shared_assets() -> dict[str, bytes]:
    fonts = Path(settings.NODE_MODULES) / "@expo-google-fonts" / "noto-sans-myanmar"
    return {
        "regular.ttf": (fonts / "400Regular" / "NotoSansMyanmar_400Regular.ttf").read_bytes(),
        "bold.ttf": (fonts / "700Bold" / "NotoSansMyanmar_700Bold.ttf").read_bytes(),
        "background.svg": marks.background(),
        "blossom.svg": marks.small_blossom(),
        "seal.svg": marks.seal(),
    }


@cache
def font_configuration() -> FontConfiguration:
    """One for the process: making it is slow and leaks; it serves one thread at a time."""
    return FontConfiguration()


@cache
def stylesheet() -> CSS:
    actual_text.install()
    return CSS(
        string=STYLESHEET.read_text(),
        base_url=SCHEME,
        url_fetcher=Assets(),
        font_config=font_configuration(),
    )


@contextmanager
def press() -> Iterator[None]:
    """Only one thread lays out or writes at a time; Pango's font map allows no more."""
    with _one_at_a_time:
        yield


def lay_out(words: Mapping[str, Any], *, step: int) -> Document:
    """The sheet with the words at a step of shrinking (0 is full size). Call it in the press."""
    text = render_to_string("certification/certificate.html", {**words, "step": step})
    assets = Assets({"qr.png": marks.square(words["url"])})
    html = HTML(string=text, base_url=SCHEME, url_fetcher=assets)
    return html.render(
        font_config=font_configuration(),
        stylesheets=[stylesheet()],
        pdf_variant=VARIANT,
        pdf_tags=True,
    )
