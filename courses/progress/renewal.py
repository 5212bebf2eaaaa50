"""Decides from when a completed course may be taken again, and by which route."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef
from django.utils import timezone

from courses.models import Course, Enrolment, Lesson, ProgrammeEnrolment, Quiz


def is_renewable(enrolment: Enrolment | ProgrammeEnrolment, day: dt.date | None = None) -> bool:
    """Return whether the completion has ended on the day, or ends soon enough to renew it."""
    if enrolment.completed_at is None or enrolment.ends_on is None:
        return False
    day = day or timezone.localdate()
    return enrolment.ends_on <= day + dt.timedelta(days=settings.RENEWAL_DAYS)


def spares_lessons(completed: Enrolment) -> bool:
    """Return whether whoever renews takes the final test only.

    The author allows it, nothing that matters has changed since the completion, and it has not
    ended before its time: of a certificate that was revoked everything is to be shown anew.
    """
    course, at = completed.course, completed.completed_at
    if at is None or not course.renews_by_final_test or has_ended_early(completed):
        return False
    changed_at = _find_last_change(course)
    if changed_at and at < changed_at:
        return False
    return Quiz.objects.counted().filter(course=course, module=None).exists()


def end_short_routes(course: Course) -> None:
    """Ask the lessons too of those who have begun to renew and would not be spared them today.

    Otherwise whoever begins early, and waits or leaves, never reads what changed meanwhile.
    """
    begun = Enrolment.objects.filter(course=course, completed_at=None, spares_lessons=True)
    if not begun.exists():
        return
    if course.renews_by_final_test:
        # Of no change every completion is late enough.
        changed_at = _find_last_change(course) or course.published_at
        done = Enrolment.objects.completed().filter(person=OuterRef("person"), course=course)
        begun = begun.exclude(Exists(done.filter(completed_at__gte=changed_at)))
    begun.update(spares_lessons=False)


def has_ended_early(completed: Enrolment | ProgrammeEnrolment) -> bool:
    """Return whether it ends before its time, as what is revoked does."""
    taken = completed.course if isinstance(completed, Enrolment) else completed.programme
    months, at = taken.validity_months, completed.completed_at
    if completed.ends_on is None or at is None or not months:
        return completed.ends_on is not None
    return completed.ends_on < timezone.localdate(at) + relativedelta(months=months)


def _find_last_change(course: Course) -> dt.datetime | None:
    """Return when what matters changed: by an edition or a new lesson."""
    # A lesson is new when it is first published, in whichever language.
    lessons = Lesson.objects.asked().filter(module__course=course)
    first = lessons.annotate(first_at=Min("versions__published_at"))
    new_at = first.aggregate(last=Max("first_at"))["last"]
    moments = [new_at] if new_at else []
    if course.edition > 1:
        edition = course.editions.standing().first()
        moments += [edition.opened_at] if edition else []
    return max(moments, default=None)
