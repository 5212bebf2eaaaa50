"""Writes enrolments: one open enrolment per person and course, whatever the language."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.models import Course, Enrolment
from people.models import Person


def current_enrolment(person: Person, course: Course) -> Enrolment | None:
    """Return the open enrolment, else the newest completed one."""
    enrolments = Enrolment.objects.filter(person=person, course=course, withdrawn_at=None)
    return enrolments.newest_first().first()


def enrol_person(
    person: Person, course: Course, *, language: str, at: dt.datetime | None = None
) -> Enrolment:
    """Return the person's enrolment, made if there is none yet."""
    found = current_enrolment(person, course)
    if found:
        return found
    with transaction.atomic():
        row = Enrolment(
            person=person, course=course, language=language, enrolled_at=at or timezone.now()
        )
        # Two requests at once: the unique constraint refuses the second, both read the first.
        Enrolment.objects.bulk_create([row], ignore_conflicts=True)
    return Enrolment.objects.open().get(person=person, course=course)


def lock_enrolment(pk: int) -> Enrolment:
    """Return the enrolment, locked to the end of the transaction."""
    # The one lock of a learner's record: every writer takes it first (decision 0011). SQLite
    # ignores it and is safe by IMMEDIATE transactions.
    return Enrolment.objects.select_for_update().get(pk=pk)
