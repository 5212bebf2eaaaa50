"""Writes to authors what became of their work, and to reviewers what waits, once an hour."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import PageReview
from people.messaging import notify_person
from people.models import Person, Role
from people.queue import sweep_rows

_TITLES_TOLD = 5


def tell_author(review: PageReview) -> None:
    """Tell whoever handed the page in that it is published, or what is to be mended."""
    facts = {
        "title": review.page.draft_title,
        "is_published": review.outcome == PageReview.Outcome.PUBLISHED,
        "reason": review.reason,
        "address": build_review_address("page_review", review.page_id),
    }
    notify_person(review.asked_by, "cms/review_decided", subject=str(review.pk), facts=facts)


def notify_reviewers() -> int:
    """Tell reviewers what waits for them, if anything came since; return how many were told."""
    now = timezone.now()
    fresh = PageReview.objects.waiting().filter(told_at=None)
    came = {review.pk: review for review in fresh.select_related("page", "page__content_type")}
    reviews = list(came.values())
    told = sweep_rows(_list_reviewers(came), lambda person: _tell_reviewer(person, reviews))
    PageReview.objects.filter(pk__in=came).update(told_at=now)
    return sum(told.results)


def remind_reviewers() -> int:
    """Remind reviewers, and tell authors, once of what is overdue; return of how much."""
    late = PageReview.objects.overdue(timezone.localdate())
    reviews = {review.pk: review for review in late.select_related("page", "asked_by")}
    people = _list_reviewers(reviews)
    done = sweep_rows(list(reviews.values()), lambda review: _remind_of(review, people))
    return sum(done.results)


def _remind_of(review: PageReview, people: list[Person]) -> bool:
    # Marked first: of two sweeps at once the second finds nothing left to tell.
    late = PageReview.objects.overdue(timezone.localdate()).filter(pk=review.pk)
    if not late.update(reminded_at=timezone.now()):
        return False
    facts = {
        "title": review.page.draft_title,
        "day": review.due_on.isoformat() if review.due_on else "",
        "address": build_review_address("page_review", review.page_id),
    }
    for person in people:
        if _may_review(person, review.page):
            told = {**facts, "is_author": False}
            notify_person(person, "cms/review_overdue", subject=str(review.pk), facts=told)
    told = {**facts, "is_author": True}
    notify_person(review.asked_by, "cms/review_overdue", subject=str(review.pk), facts=told)
    return True


def _list_reviewers(came: dict[int, PageReview]) -> list[Person]:
    if not came:
        return []
    roles = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.REVIEWER)
    return list(Person.objects.filter(is_active=True, pk__in=roles.values("person")))


def _tell_reviewer(person: Person, came: list[PageReview]) -> bool:
    """Tell the person what came, as far as they may decide on it."""
    pages = [one.page for one in came if _may_review(person, one.page)]
    if not pages:
        return False
    facts = {
        "count": len(pages),
        "titles": ", ".join(f"“{page.draft_title}”" for page in pages[:_TITLES_TOLD]),
        "more": max(len(pages) - _TITLES_TOLD, 0),
        "address": build_review_address("reviews"),
    }
    # With the hour: one letter an hour, whoever runs this how often.
    subject = f"{timezone.now():%Y-%m-%dT%H}"
    notify_person(person, "cms/reviews_wait", subject=subject, facts=facts)
    return True


def _may_review(person: Person, page: Page) -> bool:
    return bool(page.specific_deferred.permissions_for_user(person).can_review())


def build_review_address(name: str, *args: int) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
