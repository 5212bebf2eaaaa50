"""Tells apart the versions of a page: what a reviewer saw is what is published."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from cms.models import PageReview
from cms.translation.publication import find_translation

# Where a page stands and what Wagtail notes of it: a page that is moved says the same.
_NOT_SAID = {
    *("pk", "path", "depth", "numchild", "url_path", "live", "owner", "content_type", "alias_of"),
    *("first_published_at", "last_published_at", "locked", "locked_at", "locked_by", "expired"),
    *("has_unpublished_changes", "latest_revision", "latest_revision_created_at", "draft_title"),
    *("live_revision", "wagtail_admin_comments"),
}


def read_version(page: Page) -> Page:
    """Return the page as it would be published: its draft, or with its sentences of now."""
    translation = find_translation(page)
    if translation is None:
        return page.get_latest_revision_as_object()
    source, language = translation.source, translation.target_locale
    return source.get_ephemeral_translated_instance(language, fallback=True)


def digest_version(page: Page) -> str:
    """Return what no two versions of a page have in common."""
    said = {name: value for name, value in _read_words(page).items() if name not in _NOT_SAID}
    written = json.dumps(said, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(written.encode()).hexdigest()


def is_as_submitted(review: PageReview) -> bool:
    """Return whether nobody has changed the page since it was handed in."""
    return review.version == digest_version(review.page.specific)


def _read_words(page: Page) -> dict[str, Any]:
    # The content of a draft as it was saved: an editor that saves by itself writes into it.
    revision = None if find_translation(page) else page.get_latest_revision()
    content: dict[str, Any] = (
        revision.content if revision else read_version(page.specific).serializable_data()
    )
    return content
