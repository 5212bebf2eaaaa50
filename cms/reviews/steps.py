"""Passes work on to the editors of an agency above, and keeps the rules by which it goes on."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from cms.access.page_permissions import forget_reviews
from cms.models import PageReview, ReviewRules
from cms.models.catalogs import find_nearest_shelf
from cms.reviews.deciding import ReviewClosed, lock_waiting_review
from cms.reviews.versions import is_as_submitted
from people.access import has_role_over
from people.models import Agency, Person, Role


@transaction.atomic
def pass_on(review: PageReview, *, by: Person) -> None:
    """Let the editors decide: the reviewer finds it good as it was submitted.

    Raise `ReviewClosed` if it was changed, decided or passed on meanwhile.
    """
    review = lock_waiting_review(review.pk)
    page = review.page.specific
    rights = page.permissions_for_user(by)
    if review.passed_by_id is not None or not is_as_submitted(review):
        raise ReviewClosed
    if not (rights.can_review() and rights.passes_on()):
        raise PermissionDenied
    review.passed_by, review.passed_at = by, timezone.now()
    # Editors have a letter of their own.
    review.told_at = review.reminded_at = None
    review.save()
    forget_reviews(by)
    log(page, "review.pass_on", user=by)


def find_due_day(page: Page) -> dt.date | None:
    """Return the day by which a page that is submitted today is decided on, by the rules."""
    shelf = find_nearest_shelf(page)
    rules = shelf and ReviewRules.objects.filter(agency=shelf.agency_id).first()
    if not rules or not rules.days:
        return None
    return timezone.localdate() + dt.timedelta(days=rules.days)


@transaction.atomic
def set_rules(agency: Agency, *, editor: Agency | None, days: int | None, by: Person) -> None:
    """Keep by when the agency's reviewers decide, and who has the last word after them."""
    if not has_role_over(by, Role.Kind.SECRETARIAT, agency):
        raise PermissionDenied
    if editor is not None and not agency.is_descendant_of(editor):
        raise ValueError("Only reviewers of an agency above have the last word.")
    rules, _is_new = ReviewRules.objects.select_for_update().get_or_create(agency=agency)
    if (rules.editor, rules.days) == (editor, days):
        return
    rules.editor, rules.days = editor, days
    rules.save()
    data = {"editor": editor.code if editor else "", "days": days}
    log(agency, "agency.review_rules", user=by, data=data)
