"""Publishes and withdraws pages at the hour that their editors set."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page, Revision

from cms.gate import edit_url
from cms.models.base import PublishedPage
from cms.translation.cascade import translations_of_source
from cms.translation.publication import list_refused_fields
from people.messaging import notify_person
from people.models import Message, Person
from people.queue import sweep_rows

_log = logging.getLogger(__name__)
_WAITS = "cms/not_ready"


def run_schedule() -> None:
    """Do what is due by now; a page that cannot be published keeps no other one waiting."""
    now = timezone.now()
    sweep_rows(Page.objects.live().filter(expire_at__lt=now).order_by("expire_at"), _expire)
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now)
    sweep_rows(due.order_by("approved_go_live_at"), _go_live)


# Pages and catalogue change together; what failed is due again at the next run.
@transaction.atomic
def _expire(page: Page) -> None:
    for one in (page, *translations_of_source(page).live()):
        one.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


@transaction.atomic
def _go_live(revision: Revision) -> None:
    page = revision.as_object()
    if _list_reasons(page):
        # It was ready when it was approved. It waits, and is published once that is mended.
        _tell_once(page, revision)
        return
    # The hour that was approved counts. With another one in its content, Wagtail would put the
    # page off again, at every run.
    due = revision.approved_go_live_at.isoformat()
    revision.content = revision.content | {"go_live_at": due}
    revision.publish(log_action="wagtail.publish.scheduled")


def _list_reasons(page: Page) -> list[str]:
    """Return in the active language what keeps the page from being published."""
    problems = list(list_refused_fields(page))
    if isinstance(page, PublishedPage):
        problems += page.list_problems()
    return [problem.words for problem in problems]


def _tell_once(page: Page, revision: Revision) -> None:
    """Tell who answers for the page, and the log: once, however often it is found unready."""
    subject = str(revision.pk)  # who sets another hour approves another version, and is told anew
    if Message.objects.filter(kind=_WAITS, subject=subject).exists():
        return
    reasons = {}
    for code in settings.OFFERED_LANGUAGES:
        with translation.override(code):
            reasons[code] = "\n\n".join(_list_reasons(page))
    address = f"{settings.SITE_URL}{edit_url(page)}"
    facts = {"title": page.title, "reasons": reasons, "address": address}
    for person in _list_responsible(page, revision):
        notify_person(person, _WAITS, subject=subject, facts=facts)
    _log.warning("Page %s is due and is not published: %s", page.pk, reasons)


def _list_responsible(page: Page, revision: Revision) -> Iterable[Person]:
    """Return who owns the page and who set the hour, or the administrators if both have left."""
    people = {one for one in (page.owner, revision.user) if one and one.is_active}
    return people or Person.objects.filter(is_superuser=True, is_active=True)
