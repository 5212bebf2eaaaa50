"""Reminds those who answer for a course, 30 days before the day of its review and on it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.models import CoursePage
from cms.upkeep.owners import find_owners
from courses.models import REVIEW_NOTICE, Course
from people.messaging import is_quiet, notify_person
from people.queue import sweep_rows

_KIND = "cms/course_review"


def remind_owners(*, at: dt.datetime | None = None) -> int:
    """Write what is not written yet of the days that are near or over; return of how many."""
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    near = timezone.localdate(at) + REVIEW_NOTICE
    # Who has begun needs no reminder.
    courses = Course.objects.live().filter(review_by__lte=near, review_begun_on=None)
    rows = courses.select_related("agency", "owner").defer("search_text").order_by("pk")
    return len(sweep_rows(rows, lambda course: _remind_of_course(course, at)).results)


def _remind_of_course(course: Course, at: dt.datetime) -> None:
    assert course.review_by is not None  # noqa: S101
    is_due = course.review_by <= timezone.localdate(at)
    page = CoursePage.objects.live().filter(translation_key=course.key).order_by("pk").first()
    path = reverse("course_outline", args=[page.pk]) if page else reverse("wagtailadmin_home")
    facts = {
        "titles": course.titles,
        "day": course.review_by.isoformat(),
        "is_due": is_due,
        "address": f"{settings.SITE_URL}{path}",
    }
    # With day and stage: a new owner hears of it too, and nobody twice.
    subject = f"{course.key}:{course.review_by}:{'due' if is_due else 'soon'}"
    for person in find_owners(course):
        notify_person(person, _KIND, subject=subject, facts=facts, at=at)
