"""Writes the sheet as an archival, accessible file with the credential inside it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pydyf
from weasyprint import Attachment

from certification.facts.snapshot import Facts
from certification.rendering.fitting import take_fitted
from certification.rendering.ornaments.decoration import put_under
from certification.rendering.pdf.color_profile import mean_srgb
from certification.rendering.pdf.compression import pack
from certification.rendering.pdf.metadata import claim_accessibility
from certification.rendering.pdf.tagging import tell_tree
from certification.rendering.sheet import VARIANT, press
from certification.rendering.style import BUILT_IN, Ground, Look

ATTACHED_NAME = "openbadge.json"


def render_pdf(facts: Facts, credential: str, look: Look = BUILT_IN) -> bytes:
    """The unsigned PDF/A-3u and PDF/UA-1 file; the same input gives the same bytes.

    Raises fitting.Overflow when the words do not fit.
    """
    with press():
        document = take_fitted(facts, look)
        claim_accessibility(document)
        content: bytes = document.write_pdf(
            finisher=finisher(look.ground(facts)),
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=identifier(facts),
            attachments=[attached(facts, credential)],
        )
    return content


def finisher(ground: Ground) -> Callable[[Any, pydyf.PDF], None]:
    def finish(document: Any, pdf: pydyf.PDF) -> None:
        put_under(ground, pdf)
        tell_tree(pdf)
        mean_srgb(pdf)
        pack(pdf)

    return finish


def identifier(facts: Facts) -> bytes:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32].encode()


def attached(facts: Facts, credential: str) -> Attachment:
    issued_at = dt.datetime.fromisoformat(facts["issued_at"])
    return Attachment(
        created=issued_at,
        modified=issued_at,
        string=credential,
        name=ATTACHED_NAME,
        description="Open Badges 3.0 credential",
        relationship="Source",
    )
