"""Hands a page in to the reviewers of its agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.models import PageReview
from cms.reviews.deciding import close_review
from cms.reviews.steps import find_due_day
from cms.reviews.versions import digest_version, is_as_submitted
from cms.translation.publication import find_translation
from people.models import Person


@transaction.atomic
def submit_for_review(
    page: Page, *, by: Person, note: str = "", due_on: dt.date | None = None
) -> PageReview:
    """Let the page wait for a reviewer; what waited of it before is taken back by this.

    Without a day it is due after the days that the agency gives its reviewers, if any.
    """
    # Locked: of two who hand in the same page at once the second takes the place of the first.
    Page.objects.select_for_update().get(pk=page.pk)
    page = page.specific
    if not page.permissions_for_user(by).can_submit():
        raise PermissionDenied
    for review in PageReview.objects.waiting().filter(page=page):
        close_review(review, PageReview.Outcome.WITHDRAWN, by=by)
    if not page.latest_revision_id:
        page.save_revision(user=by)
    review = PageReview.objects.create(
        **{"page": page, "version": digest_version(page), "note": note},
        **{"asked_by": by, "asked_at": timezone.now(), "due_on": due_on or find_due_day(page)},
    )
    log(page, "review.submit", user=by, data={"note": note})
    return review


def submit_changed_pages(pages: Iterable[Page], *, by: Person) -> int:
    """Let those wait that say something new, and return how many; none that waits as it is."""
    waiting = {one.page_id: one for one in PageReview.objects.waiting().select_related("page")}
    fresh = [
        page
        for page in pages
        if has_waiting_changes(page)
        and not (page.pk in waiting and is_as_submitted(waiting[page.pk]))
        and page.permissions_for_user(by).can_submit()
    ]
    for page in fresh:
        submit_for_review(page, by=by)
    return len(fresh)


def has_waiting_changes(page: Page) -> bool:
    """Return whether the page says something that is not published, and could be handed in."""
    if not page.live or page.has_unpublished_changes:
        return True
    # Sentences are saved beside their page, which knows nothing of them until it is published.
    translation, published = find_translation(page), page.last_published_at
    if translation is None or published is None:
        return False
    sentences = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=page.locale_id, updated_at__gt=published
    )
    return translation.source.last_updated_at > published or sentences.exists()
