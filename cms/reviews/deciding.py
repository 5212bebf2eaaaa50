"""Decides on what waits: published, sent back with a reason, or taken back by its authors."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Page
from wagtail.signals import page_published

from cms.access.page_permissions import forget_reviews
from cms.access.review_parts import find_own_parts
from cms.models import PageReview
from cms.reviews.telling import tell_author
from people.dual_control import read_lendings_once
from people.models import Person

_ENTRIES = {
    PageReview.Outcome.SENT_BACK: "review.send_back",
    PageReview.Outcome.WITHDRAWN: "review.withdraw",
}


class ReviewClosed(Exception):
    """Somebody decided meanwhile, or its authors took it back or handed it in anew."""


def list_reviewable(person: Person) -> list[PageReview]:
    """Return what waits and the person may decide on, by the day on which it is due."""
    waiting = PageReview.objects.visible_to(person).waiting()
    found = waiting.select_related("page__locale", "page__content_type", "asked_by")
    in_order = found.order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")
    pairs = [(review, review.page.specific_deferred) for review in in_order]
    waiting_here = [pair for pair in pairs if _is_turn_of(person, *pair)]
    with read_lendings_once():
        own = find_own_parts(person, waiting_here)
    return [review for review, page in waiting_here if page.pk not in own]


def _is_turn_of(person: Person, review: PageReview, page: Page) -> bool:
    rights = page.permissions_for_user(person)
    return bool(rights.decides_here() and rights.reaches(review))


def lock_waiting_review(pk: int) -> PageReview:
    """Return the review, whose row stays locked until the end. Raise `ReviewClosed`."""
    # Of two reviewers who decide at once the second finds that it is decided.
    review = PageReview.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if review is None or not review.is_waiting:
        raise ReviewClosed
    return review


@transaction.atomic
def send_back(review: PageReview, *, by: Person, reason: str) -> None:
    """Give the page back to its authors with what is to be mended. Raise `ReviewClosed`."""
    review = lock_waiting_review(review.pk)
    if not review.page.specific.permissions_for_user(by).can_review():
        raise PermissionDenied
    close_review(review, PageReview.Outcome.SENT_BACK, by=by, reason=reason)


@transaction.atomic
def withdraw_review(review: PageReview, *, by: Person) -> None:
    """Take the page back: whoever may hand it in may. Raise `ReviewClosed`."""
    review = lock_waiting_review(review.pk)
    if not review.page.specific.permissions_for_user(by).can_edit():
        raise PermissionDenied
    close_review(review, PageReview.Outcome.WITHDRAWN, by=by)


@transaction.atomic
def close_published(page: Page, *, by: Person | None) -> None:
    """Note that what waited on the page is published, or is by itself at its hour."""
    waiting = PageReview.objects.select_for_update(of=("self",)).waiting()
    for review in waiting.filter(page=page.pk):
        close_review(review, PageReview.Outcome.PUBLISHED, by=by)


def close_review(
    review: PageReview, outcome: PageReview.Outcome, *, by: Person | None, reason: str = ""
) -> None:
    """Close a review whose row the caller has locked; tell its author, and the history."""
    review.outcome, review.reason = outcome, reason
    review.closed_by, review.closed_at = by, timezone.now()
    review.save()
    if by is not None:
        forget_reviews(by)
    # That a page is published Wagtail enters itself.
    if outcome in _ENTRIES:
        log(review.page.specific, _ENTRIES[outcome], user=by, data={"reason": reason})
    if by != review.asked_by and outcome != PageReview.Outcome.WITHDRAWN:
        tell_author(review)


# By whatever door: an administrator publishes in the editor, or the agency needs no reviewer now.
@receiver(page_published, dispatch_uid="what_is_published_waits_no_more")
def close_by_publication(instance: Page, **kwargs: Any) -> None:
    close_published(instance, by=get_active_log_context().user)
