"""Writes enrolments: one for each person, course and occasion, whatever the language."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from courses.entry import Admission, EntryRefused, check_admission
from courses.models import Course, Enrolment
from courses.progress.renewal import is_renewable, spares_lessons
from people.models import Person


class NothingToLeave(Exception):
    """The course is completed, or the person has left it already."""


def current_enrolment(person: Person, course: Course) -> Enrolment | None:
    """Return the open enrolment, else the newest completed one."""
    enrolments = Enrolment.objects.filter(person=person, course=course, withdrawn_at=None)
    return enrolments.newest_first().first()


def enrol_person(
    person: Person,
    course: Course,
    *,
    language: str,
    is_placed: bool = False,
    at: dt.datetime | None = None,
) -> Enrolment:
    """Return the person's enrolment of this occasion, made if there is none yet.

    Somebody who left comes back to what was done. A completion that ends, or has ended, is the
    occasion for a further enrolment beside it. Who was never enrolled is held to the audience and
    the prerequisites of the course, unless an office placed them. Raise `EntryRefused`.
    """
    at = at or timezone.now()
    last = _find_last(person, course)
    if last and last.withdrawn_at:
        return _come_back(last)
    if last and not is_renewable(last, timezone.localdate(at)):
        return last
    if not (last or is_placed):
        admission = check_admission(person, course, on=timezone.localdate(at))
        if not admission.is_open:
            raise EntryRefused(course, admission)
    occasion = last.occasion + 1 if last else 1
    row = Enrolment(
        person=person,
        course=course,
        occasion=occasion,
        language=language,
        enrolled_at=at,
        pass_rule_id=course.pass_rule_id,
        spares_lessons=bool(last and spares_lessons(last)),
    )
    with transaction.atomic():
        # Two requests at once: the unique constraint refuses the second, both read the first.
        Enrolment.objects.bulk_create([row], ignore_conflicts=True)
    return Enrolment.objects.get(person=person, course=course, occasion=occasion)


def read_admission(person: Person, course: Course, *, on: dt.date | None = None) -> Admission:
    """Return what is in the way of an enrolment; whoever was ever enrolled goes on, or renews."""
    admission = check_admission(person, course, on=on)
    if admission.is_open or Enrolment.objects.filter(person=person, course=course).exists():
        return Admission()
    return admission


def _find_last(person: Person, course: Course) -> Enrolment | None:
    enrolments = Enrolment.objects.filter(person=person, course=course)
    return enrolments.select_related("course").order_by("-occasion").first()


def _come_back(enrolment: Enrolment) -> Enrolment:
    # The same row: leaving and coming back must give no further attempts.
    Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=None)
    enrolment.withdrawn_at = None
    return enrolment


def leave_course(enrolment: Enrolment, *, at: dt.datetime | None = None) -> None:
    """End an open enrolment and keep its record. Raises `NothingToLeave`."""
    # One UPDATE: of leaving and completing at once, the later finds what the earlier did.
    still_open = Enrolment.objects.open().filter(pk=enrolment.pk)
    if not still_open.update(withdrawn_at=at or timezone.now()):
        raise NothingToLeave
    enrolment.refresh_from_db()


def record_end(enrolment: Enrolment, day: dt.date | None) -> None:
    """Record the first day on which the completion counts no more; None: it counts for good.

    Where an edition asks to renew it by a day, it counts no longer than that.
    """
    day = min(filter(None, (day, _find_window_end(enrolment))), default=None)
    Enrolment.objects.filter(pk=enrolment.pk).update(ends_on=day)
    enrolment.ends_on = day


def _find_window_end(enrolment: Enrolment) -> dt.date | None:
    # Most courses have no further edition, and no query is asked of them.
    if enrolment.course.edition == 1:
        return None
    asked = enrolment.edition_renewals.filter(edition__withdrawn_at=None)
    found: dt.date | None = asked.aggregate(end=Min("edition__renew_by"))["end"]
    return found


def lock_enrolment(pk: int) -> Enrolment:
    """Return the enrolment, locked to the end of the transaction."""
    # The one lock of a learner's record: every writer takes it first (decision 0011). SQLite
    # ignores it and is safe by IMMEDIATE transactions.
    return Enrolment.objects.select_for_update().get(pk=pk)
