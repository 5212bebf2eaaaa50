"""Publishes and withdraws pages at the hour that their editors set."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.models.base import PublishedPage
from cms.translation.cascade import translations_of_source

_log = logging.getLogger(__name__)


def run_schedule() -> None:
    """Do what is due by now; a page that cannot be published keeps no other one waiting."""
    now = timezone.now()
    for page in Page.objects.live().filter(expire_at__lt=now).order_by("expire_at"):
        _attempt(page.pk, partial(_expire, page))
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by(
        "approved_go_live_at"
    ):
        _attempt(revision.object_id, partial(_go_live, revision))


def _attempt(page: object, act: Callable[[], None]) -> None:
    try:
        # Pages and catalogue change together; what failed is due again at the next run.
        with transaction.atomic():
            act()
    except Exception:
        _log.exception("The schedule of page %s could not be kept", page)


def _expire(page: Page) -> None:
    for one in (page, *translations_of_source(page).live()):
        one.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _go_live(revision: Revision) -> None:
    page = revision.as_object()
    problems = page.list_problems() if isinstance(page, PublishedPage) else []
    if problems:
        # It was ready when it was approved. It waits, and is published once that is mended.
        words = " ".join(problem.words for problem in problems)
        _log.warning("Page %s is due and is not published: %s", page.pk, words)
        return
    # The hour that was approved counts. With another one in its content, Wagtail would put the
    # page off again, at every run.
    due = revision.approved_go_live_at.isoformat()
    revision.content = revision.content | {"go_live_at": due}
    revision.publish(log_action="wagtail.publish.scheduled")
