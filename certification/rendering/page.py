"""Writes the sheet as an archival, accessible PDF with the credential attached."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pydyf
from weasyprint import Attachment

from certification.facts.snapshot import Facts
from certification.rendering.fitting import fit_document
from certification.rendering.ornaments.decoration import add_ornaments
from certification.rendering.pdf.color_profile import embed_srgb_profile
from certification.rendering.pdf.compression import compress_streams
from certification.rendering.pdf.metadata import declare_pdf_ua
from certification.rendering.plan import SheetPlan, plan_sheet
from certification.rendering.sheet import PDF_VARIANT
from certification.rendering.style import BUILT_IN_STYLE, SheetStyle
from people.printing import render_lock, tag_structure_tree

_ATTACHMENT_NAME = "openbadge.json"


def render_pdf(facts: Facts, credential: str, style: SheetStyle = BUILT_IN_STYLE) -> bytes:
    """Return the unsigned PDF/A-3u and PDF/UA-1 file; the same input gives the same bytes.

    Raises SheetOverflow when the words do not fit.
    """
    plan = plan_sheet(facts, style)
    with render_lock():
        document = fit_document(facts, style, plan)
        declare_pdf_ua(document)
        content: bytes = document.write_pdf(
            finisher=_build_finisher(plan),
            pdf_variant=PDF_VARIANT,
            pdf_tags=True,
            pdf_identifier=_pdf_identifier(facts),
            attachments=[_build_attachment(facts, credential)],
        )
    return content


def _build_finisher(plan: SheetPlan) -> Callable[[Any, pydyf.PDF], None]:
    def finish(document: Any, pdf: pydyf.PDF) -> None:
        add_ornaments(plan, pdf)
        tag_structure_tree(pdf)
        embed_srgb_profile(pdf)
        compress_streams(pdf)  # last: the steps before it read uncompressed streams

    return finish


def _pdf_identifier(facts: Facts) -> bytes:
    # WeasyPrint's own identifier is random; this one is the same for the same facts.
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32].encode()


def _build_attachment(facts: Facts, credential: str) -> Attachment:
    issued_at = dt.datetime.fromisoformat(facts["issued_at"])
    return Attachment(
        created=issued_at,
        modified=issued_at,
        string=credential,
        name=_ATTACHMENT_NAME,
        description="Open Badges 3.0 credential",
        relationship="Source",
    )
