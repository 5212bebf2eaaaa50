"""Compares what waits for a reviewer with what is published, sentences with their source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation


@dataclass(frozen=True)
class ReviewedSentence:
    """A sentence beside its translation, and whether somebody translated it since publication."""

    source: str
    words: str | None
    is_new: bool


def list_changes(page: Page, request: HttpRequest) -> list[Any]:
    """Return Wagtail's comparisons of what is published with the draft; none of a new page."""
    published = page.live_revision if page.live else None
    if published is None:
        return []
    before, draft = published.as_object(), page.get_latest_revision_as_object()
    return compare_versions(page, before, draft, request)


def compare_versions(
    page: Page, before: Page, after: Page, request: HttpRequest, names: Collection[str] = ()
) -> list[Any]:
    """Return Wagtail's comparisons of two versions of a page: of all fields, or of those named."""
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    found = (compare(before, after) for compare in panel.get_comparison())
    return [one for one in found if one.has_changed() and (not names or one.field.name in names)]


def list_sentences(page: Page, translation: Translation) -> list[ReviewedSentence]:
    """Return the sentences in the order of the page."""
    segments = StringSegment.objects.filter(source=translation.source)
    words = {
        (one.translation_of_id, one.context_id): one
        for one in StringTranslation.objects.filter(
            locale=page.locale_id, context__object_id=page.translation_key
        )
    }
    published = page.last_published_at if page.live else None
    return [
        _build_sentence(segment, words.get((segment.string_id, segment.context_id)), published)
        for segment in segments.select_related("string").order_by("order", "pk")
    ]


def _build_sentence(
    segment: Any, found: StringTranslation | None, published: dt.datetime | None
) -> ReviewedSentence:
    is_new = bool(found and (published is None or found.updated_at > published))
    return ReviewedSentence(segment.string.data, found and found.data, is_new)
