"""Decides whether somebody may enrol in a course, and says what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from courses.entry.audience import build_audience_condition, is_held
from courses.entry.prerequisites import Prerequisite, find_missing
from courses.models import AssignedPerson, Course, PrerequisiteWaiver, ProgrammeEnrolment
from people.models import Person


@dataclass(frozen=True)
class Admission:
    """Whether a person may enrol: they are in the audience, and lack nothing."""

    is_outside: bool = False
    missing: Sequence[Prerequisite] = field(default=())

    @property
    def is_open(self) -> bool:
        return not (self.is_outside or self.missing)


class EntryRefused(Exception):
    """The person may not enrol; ``admission`` says why."""

    def __init__(self, course: Course, admission: Admission) -> None:
        super().__init__("the course is not open to the person")
        self.course, self.admission = course, admission


def check_admission(person: Person, course: Course, *, on: dt.date | None = None) -> Admission:
    """Return whether the person may enrol on the day: no query where nothing is asked.

    Whoever was enrolled once is asked nothing: they go on, or renew.
    """
    if not (is_held(course) or course.prerequisites):
        return Admission()
    day = on or timezone.localdate()
    outside = is_held(course) and _is_outside(person, course, day)
    missing = find_missing(person, course, on=day)
    if missing and _is_waived(person, course):
        missing = []
    return Admission(outside, missing)


def _is_outside(person: Person, course: Course, day: dt.date) -> bool:
    if not course.entry_rule:
        return person.audience != course.audience
    fits = Person.objects.filter(build_audience_condition(course, on=day), pk=person.pk)
    # Whoever assigned it, or made it part of a programme, has decided that it is for them.
    return not (fits.exists() or _is_called(person, course, day))


def _is_called(person: Person, course: Course, day: dt.date) -> bool:
    assigned = AssignedPerson.objects.asked(day).of(course).filter(person=person)
    within = ProgrammeEnrolment.objects.filter(
        person=person,
        completed_at=None,
        withdrawn_at=None,
        version__sets__entries__course=course,
    )
    return assigned.exists() or within.exists()


def _is_waived(person: Person, course: Course) -> bool:
    return PrerequisiteWaiver.objects.standing().filter(person=person, course=course).exists()
