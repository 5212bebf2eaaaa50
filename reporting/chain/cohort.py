"""Says who belongs to each step: conditions on postings, each narrower than the one before.

A cohort are those posted in the unit on the day who enrolled in a year, or in the years of a
phase, in a course that teaches the skill at the level or above. Each step asks more of the same
enrolments, so nobody is in one without being in those that it is a part of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models import Evidence, EvidenceQuerySet
from courses.models import (
    ANSWERS_TOLD,
    APPLIED,
    Attempt,
    Course,
    Enrolment,
    FollowUp,
    LessonCompletion,
    LessonOpening,
    SessionSeat,
)
from people.models import Posting
from plan.models import Phase
from reporting.models import KeyList
from reporting.query.scope import Scope


class StepKey(TextChoices):
    """Names the steps in their order."""

    ENROLLED = "enrolled", _("Enrolled")
    STARTED = "started", _("Started")
    COMPLETED = "completed", pgettext_lazy("chain", "Completed")
    CERTIFIED = "certified", _("Certified")
    # Those certified so long ago that a year can be told; and who of them holds it still.
    A_YEAR_AGO = "a_year_ago", _("Certified a year ago or earlier")
    STILL_HELD = "still_held", _("Still held after a year")
    # Of those who completed: who was asked months later whether they use it at work.
    ASKED = "asked", _("Asked about use at work")
    ANSWERED = "answered", pgettext_lazy("chain", "Answered")
    APPLIED = "applied", _("Applied at work")


# Of which step each is a part.
PART_OF = {
    StepKey.STARTED: StepKey.ENROLLED,
    StepKey.COMPLETED: StepKey.STARTED,
    StepKey.CERTIFIED: StepKey.COMPLETED,
    StepKey.A_YEAR_AGO: StepKey.CERTIFIED,
    StepKey.STILL_HELD: StepKey.A_YEAR_AGO,
    StepKey.ASKED: StepKey.COMPLETED,
    StepKey.ANSWERED: StepKey.ASKED,
    StepKey.APPLIED: StepKey.ANSWERED,
}


@dataclass(frozen=True)
class Cohort:
    """Holds whose steps are followed: the unit, skill, level and day of the scope, and a year.

    With a ``phase`` of a plan all its years, of which ``year`` is the first.
    """

    scope: Scope
    year: int
    phase: Phase | None = None

    @property
    def years(self) -> range:
        """Return the calendar years in which its people enrolled."""
        last = self.phase.ends_on.year if self.phase else self.year
        return range(self.year, max(last, self.year) + 1)

    @cached_property
    def conditions(self) -> dict[StepKey, Exists]:
        """Return the condition of each step on postings."""
        started, completed = self._find_started(), self._completed
        certified = completed.filter(Exists(self._find_proofs()))
        # The certificate is a year old; by then many have ended.
        a_year_ago = self.scope.day - relativedelta(years=1)
        aged = completed.filter(Exists(self._find_proofs().filter(acquired_on__lte=a_year_ago)))
        taught = (self.enrolments, started, completed, certified, aged, self._keep_holders(aged))
        steps = (*taught, *self._find_follow_ups())
        return {key: Exists(found) for key, found in zip(StepKey, steps, strict=True)}

    @cached_property
    def enrolments(self) -> QuerySet[Enrolment]:
        """Return the enrolments of the year by a posting's person."""
        begin, end = _find_midnight(self.years[0]), _find_midnight(self.years[-1] + 1)
        # Renewed by points: nothing of the course was done again.
        return Enrolment.objects.filter(
            person=OuterRef("person"),
            course__in=find_teaching_courses(self.scope).values("pk"),
            is_by_points=False,
            enrolled_at__gte=begin,
            enrolled_at__lt=min(end, self._now),
        )

    @cached_property
    def measured(self) -> QuerySet[Enrolment]:
        """Return completions by a posting's person with points before and after, the first first.

        ``points_before`` are of the first test, ``score`` is of the tests at the end.
        """
        first = Attempt.objects.filter(
            quiz__is_first_test=True,
            enrolment=OuterRef("pk"),
            submitted_at__lt=self._now,
            # Handed in when all was read, it tells nothing of before.
            submitted_at__lte=OuterRef("completed_at"),
            score__isnull=False,
        )
        points = Subquery(first.order_by("number").values("score")[:1])
        found = self._completed.filter(score__isnull=False).annotate(points_before=points)
        return found.filter(points_before__isnull=False).order_by("completed_at", "pk")

    def find_postings(self, agencies: Collection[int]) -> QuerySet[Posting]:
        """Return the postings of the cohort's people: one for each person."""
        postings = Posting.objects.counted_on(self.scope.day).filter(
            agency__among=KeyList(agencies)
        )
        return postings.filter(self.conditions[StepKey.ENROLLED])

    @property
    def _now(self) -> dt.datetime:
        """Return the end of the scope's day."""
        day = self.scope.day + dt.timedelta(days=1)
        return timezone.make_aware(dt.datetime.combine(day, dt.time.min))

    @property
    def _completed(self) -> QuerySet[Enrolment]:
        """Return the enrolments that are completed: lessons, class and tests at the end."""
        return self.enrolments.filter(completed_at__lt=self._now)

    def _find_follow_ups(self) -> tuple[QuerySet[Enrolment], ...]:
        """Return completions asked about, answered, and of which something is used at work."""
        own = FollowUp.objects.filter(enrolment=OuterRef("pk"), asked_at__lt=self._now)
        answered = own.filter(answered_at__lt=self._now, answer__in=ANSWERS_TOLD)
        found = (own, answered, answered.filter(answer__in=APPLIED))
        return tuple(self._completed.filter(Exists(rows)) for rows in found)

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
            # A first test comes before the course.
            | Exists(Attempt.objects.filter(started_at__lt=now, quiz__is_first_test=False, **own))
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
        held = self._find_evidence().counted().valid(self.scope.day)
        return enrolments.filter(Exists(held.filter(person=OuterRef("person"))))

    def _find_evidence(self) -> EvidenceQuerySet:
        return Evidence.objects.filter(skill=self.scope.skill, level__gte=self.scope.level)


def find_teaching_courses(scope: Scope) -> QuerySet[Course]:
    """Return all courses that teach the skill so far, also those that are published no more."""
    return Course.objects.filter(
        course_skills__skill=scope.skill, course_skills__level__gte=scope.level
    )


def _find_midnight(year: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(year, 1, 1))
