"""Decides from when a completed course may be taken again, and by which route."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.models import Enrolment, Lesson, LessonVersion, Quiz


def is_renewable(enrolment: Enrolment, day: dt.date | None = None) -> bool:
    """Return whether the completion has ended on the day, or ends soon enough to renew it."""
    if enrolment.completed_at is None or enrolment.ends_on is None:
        return False
    day = day or timezone.localdate()
    return enrolment.ends_on <= day + dt.timedelta(days=settings.RENEWAL_DAYS)


def spares_lessons(completed: Enrolment) -> bool:
    """Return whether whoever renews takes the final test only.

    The author allows it, and nothing that matters has changed since the completion.
    """
    course, at = completed.course, completed.completed_at
    if at is None or not course.renews_by_final_test:
        return False
    changed_on = course.changed_on
    if changed_on and changed_on > timezone.localdate(at):
        return False
    finals = Quiz.objects.live().filter(course=course, module=None)
    return finals.exists() and not _has_new_lessons(course.pk, at)


def _has_new_lessons(course_id: int, at: dt.datetime) -> bool:
    """Return whether a lesson was first published later, in whichever language."""
    before = LessonVersion.objects.filter(lesson=OuterRef("pk"), published_at__lte=at)
    lessons = Lesson.objects.live().filter(module__course=course_id)
    return lessons.filter(~Exists(before)).exists()
