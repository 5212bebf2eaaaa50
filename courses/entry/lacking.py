"""Finds people of a list who may not enrol in a course, for whoever assigns it to them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.entry.audience import build_audience_condition, is_held
from courses.entry.prerequisites import build_met_conditions
from courses.models import Course, Enrolment, PrerequisiteWaiver
from people.models import Person


def find_lacking(people: QuerySet[Person], course: Course, *, on: dt.date) -> QuerySet[Person]:
    """Return who lacks something that is to be learnt before, and has no waiver."""
    if not course.prerequisites:
        return people.none()
    unmet = Q(pk__in=[])
    for _one, is_met in build_met_conditions(course, on=on):
        unmet |= ~is_met
    waived = PrerequisiteWaiver.objects.standing().filter(course=course, person=OuterRef("pk"))
    return people.filter(unmet & ~Q(Exists(waived)) & ~_has_begun(course))


def find_unadmitted(people: QuerySet[Person], course: Course, *, on: dt.date) -> QuerySet[Person]:
    """Return who is not in the audience of the course."""
    if not is_held(course):
        return people.none()
    return people.filter(~build_audience_condition(course, on=on) & ~_has_begun(course))


def _has_begun(course: Course) -> Q:
    return Q(Exists(Enrolment.objects.filter(course=course, person=OuterRef("pk"))))
