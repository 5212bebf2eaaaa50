"""Lays out words on the sheet with our own fonts and pictures; nothing else is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.document import Document

from certification.rendering.colours import darken_until_legible
from certification.rendering.layouts import Box, SheetLayout
from certification.rendering.ornaments import marks
from certification.rendering.plan import SheetPlan
from certification.rendering.style import SheetStyle
from people.printing import (
    ASSET_SCHEME,
    AssetFetcher,
    font_configuration,
    load_faces,
    parse_css,
)

PDF_VARIANT = "pdf/a-3u"
ASSETS_DIR = Path(__file__).parent / "assets"
CACHED_STYLES = 32


# The caches below hold what was computed from a plan, which is their key.
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
        stylesheets=[load_faces(), _load_stylesheet(plan)],
        pdf_variant=PDF_VARIANT,
        pdf_tags=True,
    )
