"""Shows a design version on sample sheets: with the longest real words, and small for lists."""

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

_THUMBNAIL_WIDTH, _PREVIEW_WIDTH = 320, 1400  # pixels across
_CACHE_SECONDS = 7 * 24 * 60 * 60  # seconds


def render_preview(version: DesignVersion) -> bytes:
    """The unsigned file with the longest words in the records, or ours if those do not fit."""
    try:
        return _render_version(version, find_longest_words(version.design))
    except SheetOverflow:
        return _render_version(version, STRESS_WORDS)


def render_preview_png(version: DesignVersion) -> bytes:
    """The same as PNG."""
    return rendering.rasterize_first_page(render_preview(version), width=_PREVIEW_WIDTH)


def render_thumbnail(version: DesignVersion) -> bytes:
    """A small PNG, kept: it shows no real words, so it changes with the version alone."""
    key = f"design-{version.pk}-{version.made_at.timestamp()}"

    def make() -> bytes:
        sheet = _render_version(version, STRESS_WORDS)
        return rendering.rasterize_first_page(sheet, width=_THUMBNAIL_WIDTH)

    return cache.get_or_set(key, make, _CACHE_SECONDS) or b""


def _render_version(version: DesignVersion, words: SampleWords) -> bytes:
    facts = build_sample_facts(version.design.kind, words, load_draft(version).signatories())
    return rendering.render_pdf(facts, "{}", load_style(version))
