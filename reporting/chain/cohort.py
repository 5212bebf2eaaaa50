"""Says who belongs to each step: conditions on postings, each narrower than the one before.

A cohort are those posted in the unit on the day who enrolled in a year in a course that teaches
the skill at the level or above. Each step asks more of the same enrolments, so nobody is in one
without being in all before it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from courses.models import (
    Attempt,
    Course,
    Enrolment,
    LessonCompletion,
    LessonOpening,
    SessionSeat,
)
from people.models import Posting
from reporting.figures.facts import valid_between
from reporting.query.scope import Scope


class StepKey(TextChoices):
    """Names the steps in their order."""

    ENROLLED = "enrolled", _("Enrolled")
    STARTED = "started", _("Started")
    LEARNT = "learnt", _("Learnt")
    CERTIFIED = "certified", _("Certified")
    # Those certified so long ago that a year can be told; and who of them holds it still.
    A_YEAR_AGO = "a_year_ago", _("Certified a year ago or earlier")
    STILL_HELD = "still_held", _("Still held after a year")


@dataclass(frozen=True)
class Cohort:
    """Holds whose steps are followed: the unit, skill, level and day of the scope, and a year."""

    scope: Scope
    year: int

    @cached_property
    def conditions(self) -> dict[StepKey, Exists]:
        """Return the condition of each step on postings."""
        started, learnt = self._find_started(), self._learnt
        certified = learnt.filter(Exists(self._find_proofs()))
        # The certificate is a year old; by then many have ended.
        a_year_ago = self.scope.day - relativedelta(years=1)
        aged = learnt.filter(Exists(self._find_proofs().filter(acquired_on__lte=a_year_ago)))
        steps = (self.enrolments, started, learnt, certified, aged, self._keep_holders(aged))
        return {key: Exists(found) for key, found in zip(StepKey, steps, strict=True)}

    @cached_property
    def enrolments(self) -> QuerySet[Enrolment]:
        """Return the enrolments of the year by a posting's person."""
        begin, end = _find_midnight(self.year), _find_midnight(self.year + 1)
        # Renewed by points: nothing of the course was done again.
        return Enrolment.objects.filter(
            person=OuterRef("person"),
            course__in=find_teaching_courses(self.scope).values("pk"),
            is_by_points=False,
            enrolled_at__gte=begin,
            enrolled_at__lt=min(end, self._now),
        )

    @cached_property
    def tested_before(self) -> Exists:
        """Return the condition of who learnt, and had taken a test before the course."""
        return Exists(self._find_tested())

    @cached_property
    def knew_before(self) -> Exists:
        """Return the condition of those whose test reached the level already."""
        return Exists(self._find_tested(level__gte=self.scope.level))

    def find_postings(self, agencies: list[int]) -> QuerySet[Posting]:
        """Return the postings of the cohort's people: one for each person."""
        postings = Posting.objects.counted_on(self.scope.day).filter(agency_id__in=agencies)
        return postings.filter(self.conditions[StepKey.ENROLLED])

    @property
    def _now(self) -> dt.datetime:
        """Return the end of the scope's day."""
        day = self.scope.day + dt.timedelta(days=1)
        return timezone.make_aware(dt.datetime.combine(day, dt.time.min))

    @property
    def _learnt(self) -> QuerySet[Enrolment]:
        """Return the enrolments that are completed: lessons, class and tests at the end."""
        return self._find_started().filter(completed_at__lt=self._now)

    def _find_started(self) -> QuerySet[Enrolment]:
        """Return enrolments of which something was done: at home, in a class or on paper."""
        own, now = {"enrolment": OuterRef("pk")}, self._now
        attended = SessionSeat.objects.filter(
            person=OuterRef("person"),
            session__course=OuterRef("course"),
            session__ends_at__lt=now,
            session__ends_at__gt=OuterRef("enrolled_at"),
            minutes__gt=0,
        )
        done = (
            Exists(LessonOpening.objects.filter(opened_at__lt=now, **own))
            | Exists(LessonCompletion.objects.filter(completed_at__lt=now, **own))
            | Exists(Attempt.objects.filter(started_at__lt=now, **own))
            | Exists(attended)
        )
        return self.enrolments.filter(Q(completed_at__lt=now) | done)

    def _find_proofs(self) -> QuerySet[Evidence]:
        """Return what the certificate of an enrolment proved; what was revoked did prove it."""
        return self._find_evidence().filter(
            certificate__enrolment=OuterRef("pk"), acquired_on__lte=self.scope.day
        )

    def _keep_holders(self, enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
        """Return the enrolments of whom the skill counts on the day, by whichever evidence."""
        day = self.scope.day
        held = self._find_evidence().filter(
            valid_between(day, day),
            person=OuterRef("person"),
            # What people say of themselves and diagnostics never count.
            kind__in=Evidence.COUNTED,
        )
        return enrolments.filter(Exists(held))

    def _find_tested(self, **reached: int) -> QuerySet[Enrolment]:
        """Return the enrolments learnt from by who took a test before that counts for nothing."""
        tests = Evidence.objects.filter(
            kind=Evidence.Kind.DIAGNOSTIC,
            person=OuterRef("person"),
            skill=self.scope.skill,
            acquired_on__lte=OuterRef("enrolled_at__date"),
            **reached,
        )
        return self._learnt.filter(Exists(tests))

    def _find_evidence(self) -> QuerySet[Evidence]:
        return Evidence.objects.filter(skill=self.scope.skill, level__gte=self.scope.level)


def find_teaching_courses(scope: Scope) -> QuerySet[Course]:
    """Return all courses that teach the skill so far, also those that are published no more."""
    return Course.objects.filter(
        course_skills__skill=scope.skill, course_skills__level__gte=scope.level
    )


def _find_midnight(year: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(year, 1, 1))
