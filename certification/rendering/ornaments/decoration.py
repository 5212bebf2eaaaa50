"""Draws frame, guilloche, blossom and seal once for all sheets, and puts them under each.

Drawing them anew costs three quarters of a sheet's time, and they never differ within a design;
so they are also packed as tightly as can be, which takes as long as a sheet or two.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pydyf
import zopfli.zlib as zopfli
from weasyprint import HTML

from certification.rendering.colours import palette
from certification.rendering.layouts import Box, layout
from certification.rendering.ornaments import marks
from certification.rendering.pdf.parts import page_of, referred
from certification.rendering.sheet import KEPT_LOOKS, SCHEME, Assets, font_configuration
from certification.rendering.style import Ground

NAME = "Decoration"
POINTS = 72 / 25.4
# The marks are opaque throughout; without these operators the form needs no resources.
OPAQUE = (b"/A1.0 gs", b"/a1.0 gs", b"/A1 gs", b"/a1 gs")


def marks_of(ground: Ground) -> Iterator[tuple[Box, bytes]]:
    """Where each mark stands, and the mark; an emblem stands where the blossom would."""
    place, colours = layout(ground), palette(ground)
    yield Box(0, 0, place.width, place.height), marks.background(ground)
    yield place.seal, marks.seal(colours)
    if not ground.has_emblem:
        yield place.head, marks.small_blossom(colours)


@lru_cache(KEPT_LOOKS)
def drawing(ground: Ground) -> bytes:
    """The drawing operators of all marks, compressed; they need no resources."""
    assets, images, place = {}, "", layout(ground)
    for number, (box, mark) in enumerate(marks_of(ground)):
        assets[f"{number}.svg"] = mark
        images += (
            f'<img src="{SCHEME}{number}.svg" style="position:absolute;left:{box.left:g}mm;'
            f'top:{box.top:g}mm;width:{box.width:g}mm;height:{box.height:g}mm">'
        )
    size = (
        f"<style>@page{{size:{place.width}mm {place.height}mm;margin:0}}body{{margin:0}}</style>"
    )
    drawn: list[bytes] = []

    def keep(document: Any, pdf: pydyf.PDF) -> None:
        drawn.append(referred(pdf, page_of(pdf)["Contents"]).stream)

    html = HTML(string=size + images, base_url=SCHEME, url_fetcher=Assets(assets))
    html.write_pdf(font_config=font_configuration(), finisher=keep)
    operators = (pydyf._to_bytes(operator) for operator in drawn[0])
    return zopfli.compress(b"\n".join(o for o in operators if o not in OPAQUE), numiterations=1)


def put_under(ground: Ground, pdf: pydyf.PDF) -> None:
    """The marks as one form, an artifact behind everything; call it as WeasyPrint finishes."""
    form = form_of(ground)
    pdf.add_object(form)
    page = page_of(pdf)
    resources = referred(pdf, page["Resources"])
    resources.setdefault("XObject", pydyf.Dictionary())[NAME] = form.reference
    contents = referred(pdf, page["Contents"]).stream
    contents.insert(0, f"/Artifact BMC q /{NAME} Do Q EMC".encode())


def form_of(ground: Ground) -> pydyf.Stream:
    place = layout(ground)
    return pydyf.Stream(
        [drawing(ground)],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, place.width * POINTS, place.height * POINTS]),
            "Resources": pydyf.Dictionary(),
            "Filter": "/FlateDecode",
        },
    )
