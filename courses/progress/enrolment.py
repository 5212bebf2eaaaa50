"""Writes enrolments: one open record a person and course, whatever the language."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Enrolment
from people.models import Person


def current_enrolment(person: Person, course: Course) -> Enrolment | None:
    """The open enrolment, else the newest completed one."""
    enrolments = Enrolment.objects.filter(person=person, course=course, withdrawn_at=None)
    return enrolments.newest_first().first()


def enrol_person(
    person: Person, course: Course, *, language: str, at: dt.datetime | None = None
) -> Enrolment:
    """Enrol once; a second call, also at the same instant, returns the same enrolment."""
    found = current_enrolment(person, course)
    if found:
        return found
    with transaction.atomic():
        row = Enrolment(
            person=person, course=course, language=language, enrolled_at=at or timezone.now()
        )
        Enrolment.objects.bulk_create([row], ignore_conflicts=True)
    return Enrolment.objects.open().get(person=person, course=course)


def lock_enrolment(pk: int) -> Enrolment:
    """The enrolment, locked to the end of the transaction: the one lock of a learner's record."""
    return Enrolment.objects.select_for_update().get(pk=pk)
