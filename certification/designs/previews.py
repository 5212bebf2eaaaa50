"""Shows a design version on sample sheets: with the longest real words, and small for lists."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.cache import cache

from certification.designs.drafts import draft_of
from certification.designs.samples import HARD, Words, longest_words, sample_facts
from certification.models import DesignVersion
from certification.rendering.fitting import SheetOverflow
from certification.rendering.style import load_style

SMALL, LARGE = 320, 1400  # pixels across
KEPT = 7 * 24 * 60 * 60  # seconds


def preview(version: DesignVersion) -> bytes:
    """The unsigned file with the longest words in the records, or ours if those do not fit."""
    try:
        return drawn(version, longest_words(version.design))
    except SheetOverflow:
        return drawn(version, HARD)


def preview_picture(version: DesignVersion) -> bytes:
    """The same as PNG."""
    picture: bytes = rendering("picturing").picture_of(preview(version), width=LARGE)
    return picture


def thumbnail(version: DesignVersion) -> bytes:
    """A small PNG, kept: it shows no real words, so it changes with the version alone."""
    key = f"design-{version.pk}-{version.made_at.timestamp()}"

    def make() -> bytes:
        small: bytes = rendering("picturing").picture_of(drawn(version, HARD), width=SMALL)
        return small

    return cache.get_or_set(key, make, KEPT) or b""


def drawn(version: DesignVersion, words: Words) -> bytes:
    facts = sample_facts(version.design.kind, words, draft_of(version).signatories())
    content: bytes = rendering("page").render_pdf(facts, "{}", load_style(version))
    return content


def rendering(name: str) -> Any:
    """A module that needs WeasyPrint, loaded when first asked for: without Pango it dies."""
    return import_module(f"certification.rendering.{name}")
