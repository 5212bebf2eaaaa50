"""Compares what waits for a reviewer with what is published, sentences with their source."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.models import Comment, CommentReply, Page
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
    panel = page.get_edit_handler().get_bound_panel(instance=page, request=request, form=None)
    before, draft = published.as_object(), page.get_latest_revision_as_object()
    found = (compare(before, draft) for compare in panel.get_comparison())
    return [one for one in found if one.has_changed()]


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


@dataclass(frozen=True)
class ShownComment:
    """What authors say to one another beside a field, with the answers."""

    field: str
    comment: Comment
    replies: list[CommentReply]


def list_comments(page: Page) -> list[ShownComment]:
    """Return the comments of the editor that nobody has resolved, in the order they were made.

    A reviewer does not open the editor, and decides on what its authors still discuss.
    """
    found = Comment.objects.filter(page=page.pk, resolved_at=None).select_related("user")
    ordered = found.prefetch_related("replies__user").order_by("created_at", "pk")
    return [
        ShownComment(_name_commented(page, one), one, list(one.replies.all())) for one in ordered
    ]


def _name_commented(page: Page, comment: Comment) -> str:
    """Return the field in words: the first part of the path, or nothing if it is gone."""
    name = comment.contentpath.partition(".")[0]
    with suppress(FieldDoesNotExist):
        return capfirst(str(getattr(page._meta.get_field(name), "verbose_name", "")))
    return ""


def _build_sentence(
    segment: Any, found: StringTranslation | None, published: dt.datetime | None
) -> ReviewedSentence:
    is_new = bool(found and (published is None or found.updated_at > published))
    return ReviewedSentence(segment.string.data, found and found.data, is_new)
