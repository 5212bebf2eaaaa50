"""Shows a design version on sample sheets: with the longest real words, and small for lists."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.cache import cache

from certification.designs.drafts import load_draft
from certification.designs.samples import (
    STRESS_WORDS,
    SampleWords,
    build_sample_facts,
    find_longest_words,
)
from certification.models import DesignVersion
from certification.rendering.fitting import SheetOverflow
from certification.rendering.style import load_style

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
    picture: bytes = _load_rendering_module("picturing").picture_of(
        render_preview(version), width=_PREVIEW_WIDTH
    )
    return picture


def render_thumbnail(version: DesignVersion) -> bytes:
    """A small PNG, kept: it shows no real words, so it changes with the version alone."""
    key = f"design-{version.pk}-{version.made_at.timestamp()}"

    def make() -> bytes:
        small: bytes = _load_rendering_module("picturing").picture_of(
            _render_version(version, STRESS_WORDS), width=_THUMBNAIL_WIDTH
        )
        return small

    return cache.get_or_set(key, make, _CACHE_SECONDS) or b""


def _render_version(version: DesignVersion, words: SampleWords) -> bytes:
    facts = build_sample_facts(version.design.kind, words, load_draft(version).signatories())
    content: bytes = _load_rendering_module("page").render_pdf(facts, "{}", load_style(version))
    return content


def _load_rendering_module(name: str) -> Any:
    """A module that needs WeasyPrint, loaded when first asked for: without Pango it dies."""
    return import_module(f"certification.rendering.{name}")
