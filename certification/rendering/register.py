"""Renders the printable register of a batch: a table with a place for every signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, islice
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS

from certification.facts.codes import format_code
from certification.models import Batch, BatchLine
from certification.rendering.layouts import LINES_PER_VOLUME
from certification.rendering.sheet import ASSETS_DIR
from certification.rendering.words import posting_words, to_bilingual
from people.printing import parse_css, write_tagged_pdf
from people.text.languages import in_language


@cache  # of a file that does not change while the process runs
def _register_stylesheet() -> CSS:
    return parse_css((ASSETS_DIR / "register.css").read_text())


def render_register_volumes(
    batch: Batch, lines: Iterable[BatchLine], *, total: int
) -> Iterator[bytes]:
    """Yield a PDF for each ``LINES_PER_VOLUME`` lines, in the language of the batch."""
    # Lines are read as they are printed: thousands of rows would not fit into memory.
    rest = iter(lines)
    facts = {
        "batch": batch,
        "name": in_language(batch.titles, batch.language),
        "title": to_bilingual(batch.titles),
        "issuer": to_bilingual(settings.ISSUER["name"]),
        "agency": to_bilingual(batch.agency.names),
        "total": total,
        "volumes": max(1, -(-total // LINES_PER_VOLUME)),
    }
    for number in count(1):
        rows = [_row_words(line) for line in islice(rest, LINES_PER_VOLUME)]
        if not rows and number > 1:
            return
        yield _render_volume({**facts, "volume": number, "rows": rows}, language=batch.language)


def _render_volume(words: dict[str, Any], *, language: str) -> bytes:
    """Return the PDF of one volume."""
    with translation.override(language):
        text = render_to_string("certification/register.html", words)
    return write_tagged_pdf(text, _register_stylesheet())


def _row_words(line: BatchLine) -> dict[str, Any]:
    """Return the words of a row; the staff number distinguishes people of one name."""
    certificate = line.certificate
    assert certificate is not None  # noqa: S101
    facts = certificate.facts
    return {
        "number": line.number,
        "name": to_bilingual(facts["person"]["names"]),
        "staff_number": line.person.staff_number or "",
        "posting": posting_words(facts),
        "code": format_code(certificate.code),
        "issued_at": certificate.issued_at,
        "withdrawn": certificate.revoked_at or certificate.superseded_at,
    }
