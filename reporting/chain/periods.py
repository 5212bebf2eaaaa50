"""Lists the years and phases whose people can be followed."""

from __future__ import annotations

from django.db.models import Min
from django.utils import timezone

from courses.models import Enrolment
from plan.models import Phase, Plan
from reporting.chain.cohort import Cohort, find_teaching_courses
from reporting.query.scope import Scope

_YEARS_OFFERED = 6


def list_years(scope: Scope) -> list[int]:
    """Return the years in which people enrolled, the newest first, with that of the day."""
    enrolments = Enrolment.objects.filter(course__in=find_teaching_courses(scope).values("pk"))
    first = enrolments.aggregate(first=Min("enrolled_at"))["first"]
    last = scope.day.year
    since = timezone.localdate(first).year if first else last
    return list(range(last, max(since - 1, last - _YEARS_OFFERED), -1)) or [last]


def list_phase_cohorts(scope: Scope) -> list[Cohort]:
    """Return the cohorts of the phases that have begun, of the published plans: one query.

    A phase has whole calendar years: those that begin in it. Parts of a year could be found by
    taking one page from another, and be small.
    """
    plans = Plan.objects.published(scope.day)
    phases = Phase.objects.filter(plan__in=plans, starts_on__lte=scope.day)
    ordered = phases.select_related("plan").order_by("-plan__is_leading", "plan", "starts_on")
    cohorts = [Cohort(scope, _find_first_year(phase), phase) for phase in ordered]
    return [one for one in cohorts if one.phase and one.year <= one.phase.ends_on.year]


def _find_first_year(phase: Phase) -> int:
    begins = phase.starts_on
    return begins.year if (begins.month, begins.day) == (1, 1) else begins.year + 1
