"""Draws frame, guilloche, blossom and seal once for a plan, and puts them under each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pydyf
import zopfli.zlib as zopfli
from weasyprint import HTML

from certification.rendering.layouts import Box
from certification.rendering.ornaments import marks
from certification.rendering.plan import SheetPlan
from certification.rendering.sheet import CACHED_STYLES
from people.printing import (
    ASSET_SCHEME,
    AssetFetcher,
    find_page,
    font_configuration,
    resolve_reference,
)

_FORM_NAME = "Decoration"
_POINTS_PER_MM = 72 / 25.4
# The marks are opaque throughout; without these operators the form needs no resources.
_OPACITY_OPERATORS = (b"/A1.0 gs", b"/a1.0 gs", b"/A1 gs", b"/a1 gs")


def place_ornaments(plan: SheetPlan) -> Iterator[tuple[Box, bytes]]:
    """Yield each mark with its box; an emblem takes the place of the blossom."""
    place, colours = plan.layout, plan.palette
    yield Box(0, 0, place.width, place.height), marks.draw_background(plan)
    yield place.seal, marks.draw_seal(colours)
    if not plan.background.has_emblem:
        yield place.head, marks.draw_small_blossom(colours)


# Three quarters of a sheet's time otherwise. The plan is the key, so the entry is always right.
@lru_cache(CACHED_STYLES)
def _draw_ornaments(plan: SheetPlan) -> bytes:
    """Return the compressed drawing operators of all marks; they need no resources."""
    assets, images, place = {}, "", plan.layout
    for number, (box, mark) in enumerate(place_ornaments(plan)):
        assets[f"{number}.svg"] = mark
        images += (
            f'<img src="{ASSET_SCHEME}{number}.svg" style="position:absolute;left:{box.left:g}mm;'
            f'top:{box.top:g}mm;width:{box.width:g}mm;height:{box.height:g}mm">'
        )
    size = (
        f"<style>@page{{size:{place.width}mm {place.height}mm;margin:0}}body{{margin:0}}</style>"
    )
    drawn: list[bytes] = []

    def keep(document: Any, pdf: pydyf.PDF) -> None:
        drawn.append(resolve_reference(pdf, find_page(pdf)["Contents"]).stream)

    html = HTML(string=size + images, base_url=ASSET_SCHEME, url_fetcher=AssetFetcher(assets))
    html.write_pdf(font_config=font_configuration(), finisher=keep)
    operators = (pydyf._to_bytes(operator) for operator in drawn[0])
    # Zopfli takes as long as a sheet or two, once, and makes every file smaller.
    return zopfli.compress(
        b"\n".join(o for o in operators if o not in _OPACITY_OPERATORS), numiterations=1
    )


def add_ornaments(plan: SheetPlan, pdf: pydyf.PDF) -> None:
    """Add the marks to the page as one form. Call it from WeasyPrint's finisher."""
    form = _build_form(plan)
    pdf.add_object(form)
    page = find_page(pdf)
    resources = resolve_reference(pdf, page["Resources"])
    resources.setdefault("XObject", pydyf.Dictionary())[_FORM_NAME] = form.reference
    contents = resolve_reference(pdf, page["Contents"]).stream
    # First, so behind everything; an artifact, so that screen readers pass over it.
    contents.insert(0, f"/Artifact BMC q /{_FORM_NAME} Do Q EMC".encode())


def _build_form(plan: SheetPlan) -> pydyf.Stream:
    place = plan.layout
    return pydyf.Stream(
        [_draw_ornaments(plan)],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array(
                [0, 0, place.width * _POINTS_PER_MM, place.height * _POINTS_PER_MM]
            ),
            "Resources": pydyf.Dictionary(),
            "Filter": "/FlateDecode",
        },
    )
