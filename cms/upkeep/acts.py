"""Keeps that a course is being reviewed, that it was, and by which day it is again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.models import CoursePage
from cms.publishing.course_fields import write_course_fields
from cms.publishing.push import push_page
from cms.publishing.sources import as_published
from people.models import Person


class PastReviewDay(Exception):
    """The next day of review is not ahead."""


def begin_review(page: CoursePage, *, by: Person) -> None:
    """Keep that the course is being reviewed; one that is already stays as it is."""
    if page.review_begun_on is None:
        _act(page, "course.begin_review", by, review_begun_on=timezone.localdate())


def finish_review(page: CoursePage, next_day: dt.date, *, by: Person) -> None:
    """Keep that the course was reviewed, and by which day it is again. Raise `PastReviewDay`."""
    if next_day <= timezone.localdate():
        raise PastReviewDay(next_day)
    _act(page, "course.review", by, review_by=next_day, review_begun_on=None)


@transaction.atomic
def _act(page: CoursePage, action: str, by: Person, **values: Any) -> None:
    # Locked: two who act at once must not both write into the versions.
    CoursePage.objects.select_for_update().get(pk=page.pk)
    write_course_fields(page, **values)
    day = values.get("review_by")
    log(instance=page, action=action, user=by, data={"day": day.isoformat()} if day else None)
    page = CoursePage.objects.get(pk=page.pk)
    if page.live:
        push_page(as_published(page))
