"""Renders a design version as sample sheets: with the longest real words, and as thumbnail."""

from __future__ import annotations

from django.core.cache import cache

from certification import rendering
from certification.designs.drafts import load_draft
from certification.designs.samples import (
    STRESS_WORDS,
    SampleWords,
    build_sample_facts,
    find_longest_words,
)
from certification.models import DesignVersion
from certification.rendering.style import SheetOverflow, load_style
from people.files import identify_release

_THUMBNAIL_WIDTH, _PREVIEW_WIDTH = 320, 1400  # pixels
_CACHE_SECONDS = 7 * 24 * 60 * 60


def render_preview(version: DesignVersion) -> bytes:
    """Return an unsigned PDF with the longest recorded words, or ours if those do not fit."""
    try:
        return _render_version(version, find_longest_words(version.design))
    except SheetOverflow:
        return _render_version(version, STRESS_WORDS)


def render_preview_png(version: DesignVersion) -> bytes:
    """Return the preview as PNG."""
    return rendering.rasterize_first_page(render_preview(version), width=_PREVIEW_WIDTH)


def render_thumbnail(version: DesignVersion) -> bytes:
    """Return a small PNG of the version, from the cache."""
    # It shows no words of the records, so it changes with the version, and with who draws it.
    key = f"design-{identify_release()[:12]}-{version.pk}-{version.made_at.timestamp()}"

    def make() -> bytes:
        sheet = _render_version(version, STRESS_WORDS)
        return rendering.rasterize_first_page(sheet, width=_THUMBNAIL_WIDTH)

    return cache.get_or_set(key, make, _CACHE_SECONDS) or b""


def _render_version(version: DesignVersion, words: SampleWords) -> bytes:
    facts = build_sample_facts(version.design.kind, words, load_draft(version).signatories())
    return rendering.render_pdf(facts, "{}", load_style(version))
