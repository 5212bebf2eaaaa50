"""Lets authors and reviewers talk while a page waits, before anybody decides."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import PageReview, ReviewComment
from cms.reviews.deciding import lock_waiting_review
from cms.reviews.telling import build_review_address
from people.messaging import notify_person
from people.models import Person


@transaction.atomic
def add_comment(review: PageReview, words: str, *, by: Person) -> ReviewComment:
    """Say something on what waits, and tell the others who take part. Raise `ReviewClosed`."""
    review = lock_waiting_review(review.pk)
    rights = review.page.specific.permissions_for_user(by)
    if not (rights.can_edit() or rights.is_reviewer()):
        raise PermissionDenied
    last = review.comments.last()
    if last and (last.by_id, last.words) == (by.pk, words):
        return last  # a form that a slow line sent twice says it once
    comment = ReviewComment.objects.create(review=review, by=by, at=timezone.now(), words=words)
    log(review.page.specific, "review.comment", user=by)
    facts = {
        "title": review.page.draft_title,
        "words": words,
        "address": build_review_address("page_review", review.page_id),
    }
    for person in _list_partners(review, by):
        notify_person(person, "cms/review_comment", subject=str(comment.pk), facts=facts)
    return comment


def _list_partners(review: PageReview, by: Person) -> Iterator[Person]:
    """Yield who submitted it, passed it on or said something, as far as they still may look."""
    keys = {review.asked_by_id, review.passed_by_id, *review.comments.values_list("by", flat=True)}
    for person in Person.objects.filter(pk__in=keys - {by.pk, None}, is_active=True):
        rights = review.page.specific.permissions_for_user(person)
        if rights.can_edit() or rights.is_reviewer():
            yield person
