"""Finds the translations that go where their source goes: unpublished, deleted, moved."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import TranslationSource


def translations_of_source(page: Page) -> PageQuerySet:
    """Return the pages of the other languages if the page is their source, else none."""
    others = Page.objects.translation_of(page, inclusive=False)
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale=page.locale_id, translations__enabled=True
    )
    # Who takes one translation away leaves the source and the other languages alone.
    return others if source.exists() else others.none()
