"""Counts whom an edition of a course concerns, before it is opened and when it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import Course, Enrolment


@dataclass(frozen=True)
class EditionReach:
    """How many are in the middle of a course, and how many hold what could be renewed."""

    in_middle: int
    completed: int

    def __bool__(self) -> bool:
        return bool(self.in_middle or self.completed)


def count_reach(course: Course) -> EditionReach:
    """Return whom an edition that is opened now concerns: two queries, however many learn."""
    open_ones = Enrolment.objects.open().filter(course=course)
    lasting = list_lasting_completions(course, timezone.localdate())
    return EditionReach(open_ones.count(), lasting.count())


def list_lasting_completions(course: Course, day: dt.date) -> QuerySet[Enrolment]:
    """Return completions that last beyond the day, each person's newest."""
    later = Enrolment.objects.filter(
        course=course, person=OuterRef("person"), occasion__gt=OuterRef("occasion")
    )
    longer = Q(ends_on=None) | Q(ends_on__gt=day)
    found = Enrolment.objects.completed().filter(longer, course=course)
    return found.filter(~Exists(later.completed()))
