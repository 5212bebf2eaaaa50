"""Draws frame, guilloche, blossom and seal once for all sheets, and puts them under each.

Drawing them anew costs three quarters of a sheet's time, and they never differ within a design.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

import pydyf
from weasyprint import HTML

from certification.rendering.sheet import SCHEME, Assets, font_configuration

NAME = "Decoration"
PAGE = [0, 0, 841.8898, 595.2756]
# Where each mark stands, in millimetres: name, left, top, width, height.
PLACES = (
    ("background.svg", 0, 0, 297, 210),
    ("blossom.svg", 143.5, 20.5, 10, 10),
    ("seal.svg", 132.5, 153, 32, 32),
)
# The marks are opaque throughout; without these operators the form needs no resources.
OPAQUE = (b"/A1.0 gs", b"/a1.0 gs", b"/A1 gs", b"/a1 gs")


def page_of(pdf: pydyf.PDF) -> Any:
    return next(o for o in pdf.objects if isinstance(o, dict) and o.get("Type") == "/Page")


def referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference such as ``b"7 0 R"`` names."""
    return pdf.objects[int(reference.split()[0])]


@cache
def drawing() -> bytes:
    """The drawing operators of all marks, compressed; they need no resources."""
    images = "".join(
        f'<img src="{SCHEME}{name}" style="position:absolute;left:{x}mm;top:{y}mm;'
        f'width:{width}mm;height:{height}mm">'
        for name, x, y, width, height in PLACES
    )
    page = "<style>@page{size:297mm 210mm;margin:0}body{margin:0}</style>" + images
    drawn: list[bytes] = []

    def keep(document: Any, pdf: pydyf.PDF) -> None:
        drawn.append(referred(pdf, page_of(pdf)["Contents"]).stream)

    html = HTML(string=page, base_url=SCHEME, url_fetcher=Assets())
    html.write_pdf(font_config=font_configuration(), finisher=keep)
    operators = (pydyf._to_bytes(operator) for operator in drawn[0])
    return zlib.compress(b"\n".join(o for o in operators if o not in OPAQUE), 9)


def put_under(document: Any, pdf: pydyf.PDF) -> None:
    """A WeasyPrint finisher: the marks as one form, an artifact behind everything."""
    form = pydyf.Stream(
        [drawing()],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array(PAGE),
            "Resources": pydyf.Dictionary(),
            "Filter": "/FlateDecode",
        },
    )
    pdf.add_object(form)
    page = page_of(pdf)
    resources = referred(pdf, page["Resources"])
    resources.setdefault("XObject", pydyf.Dictionary())[NAME] = form.reference
    contents = referred(pdf, page["Contents"]).stream
    contents.insert(0, f"/Artifact BMC q /{NAME} Do Q EMC".encode())
