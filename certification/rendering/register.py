"""Writes the printable register of a batch: a table with a place for every signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count, islice
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML

from certification.facts.codes import spaced
from certification.models import Batch, BatchLine
from certification.rendering.sheet import (
    ASSETS,
    SCHEME,
    Assets,
    faces,
    font_configuration,
    parsed,
    press,
)
from certification.rendering.words import pair, posting_words
from people.text.languages import in_language

VOLUME = 300  # people: thousands of rows in one piece would not fit into memory


@cache
def style() -> CSS:
    return parsed((ASSETS / "register.css").read_text())


def write_volumes(batch: Batch, lines: Iterable[BatchLine], *, total: int) -> Iterator[bytes]:
    """A PDF for every so many lines, in order, in the language of the batch."""
    rest = iter(lines)
    facts = {
        "batch": batch,
        "name": in_language(batch.titles, batch.language),
        "title": pair(batch.titles),
        "issuer": pair(settings.ISSUER["name"]),
        "agency": pair(batch.agency.names),
        "total": total,
        "volumes": max(1, -(-total // VOLUME)),
    }
    for number in count(1):
        rows = [row_words(line) for line in islice(rest, VOLUME)]
        if not rows and number > 1:
            return
        yield write_volume({**facts, "volume": number, "rows": rows}, language=batch.language)


def write_volume(words: dict[str, Any], *, language: str) -> bytes:
    """Raises nothing of its own; the table's heading stands on every page."""
    with translation.override(language):
        text = render_to_string("certification/register.html", words)
    with press():
        html = HTML(string=text, base_url=SCHEME, url_fetcher=Assets())
        content: bytes = html.write_pdf(
            font_config=font_configuration(),
            stylesheets=[faces(), style()],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )
    return content


def row_words(line: BatchLine) -> dict[str, Any]:
    """What the certificate says, and the staff number, by which people are told apart."""
    certificate = line.certificate
    assert certificate is not None  # noqa: S101
    facts = certificate.facts
    return {
        "number": line.number,
        "name": pair(facts["person"]["names"]),
        "staff_number": line.person.staff_number or "",
        "posting": posting_words(facts),
        "code": spaced(certificate.code),
        "issued_at": certificate.issued_at,
        "withdrawn": certificate.revoked_at or certificate.superseded_at,
    }
