"""Reads pages as published: their live content, and their origin among the languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from wagtail.models import Page, PageViewRestriction

from cms.models import BankPage, CoursePage

PageT = TypeVar("PageT", bound=Page)


def is_private(model: type[Page], key: UUID) -> bool:
    """Return whether a page of the key, in any language, stands under a restriction of views.

    The editor offers none. Where one comes by another way, its page is shown to nobody: what
    `courses` publishes is read by all, and a row is one for all languages.
    """
    return (
        model is not BankPage  # nobody visits a bank
        and PageViewRestriction.objects.exists()
        and model.objects.filter(translation_key=key).private().exists()
    )


def live_pages(model: type[PageT], key: UUID) -> Any:
    """Return the live pages of a key in all languages, the oldest first; of private ones none."""
    if is_private(model, key):
        return model.objects.none()
    return model.objects.live().filter(translation_key=key, alias_of=None).order_by("pk")


def as_published(page: PageT) -> PageT:
    """Return the page with the content of its live revision."""
    # wagtail-localize writes draft translations into the row of a live page; the live revision
    # is what was published. An alias has only the revision its source had when it was made.
    if page.alias_of_id or not page.live_revision_id:
        return page
    return page.live_revision.as_object()


def oldest_live_page(page: PageT) -> PageT:
    """Return the page that says what is the same in all languages: the oldest live one.

    Not to be confused with `cms.translation.staleness.translation_source`, the page that
    wagtail-localize translates from, which need not be live.
    """
    origin = live_pages(type(page), page.translation_key).first()
    return page if origin is None or origin.pk == page.pk else as_published(origin)


def sort_by_order(rows: Any) -> list[Any]:
    """Return rows of an unsaved or saved cluster by their sort order."""
    return sorted(rows, key=lambda row: row.sort_order or 0)


def courses_around(*pages: Page) -> Iterator[CoursePage]:
    """Yield the live course pages that the pages are, or stand in, each once."""
    seen: set[int] = set()
    for page in pages:
        for course in CoursePage.objects.live().ancestor_of(page, inclusive=True):
            if course.pk not in seen:
                seen.add(course.pk)
                yield course
