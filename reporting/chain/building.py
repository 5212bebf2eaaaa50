"""Counts the steps of a cohort in one statement, and hides a cohort that is a small group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from courses.models import Course, Enrolment
from people.agencies import AgencyPlaces
from people.models import Agency, Posting
from reporting.breakdowns import GroupHiding
from reporting.chain.cohort import Cohort, StepKey, find_teaching_courses
from reporting.figures.subtree import Subtree
from reporting.query.scope import Scope

_YEARS_OFFERED = 6
_COURSES_NAMED = 8
_OTHERS = "others"
_NO_LEVEL = 0  # those enrolled, whatever they hold
# Of a step that is not told of all before it: what its share is of.
_SHARE_OF = {StepKey.STILL_HELD: StepKey.A_YEAR_AGO}


@dataclass(frozen=True)
class ChainStep:
    """Holds the people of a step, and of how many they are a part."""

    key: StepKey
    people: int
    of: int

    @property
    def share(self) -> float | None:
        """Return them as percent of the step before."""
        return round(100 * self.people / self.of, 1) if self.of else None

    @property
    def loss(self) -> int:
        return self.of - self.people


@dataclass(frozen=True)
class Chain:
    """Holds the steps; empty where the cohort is too small to be told of.

    ``tested_before`` are those who learnt and had been tested before the course, ``knew_before``
    who of them reached the level already; ``too_early`` are certified for less than a year.
    """

    cohort: Cohort
    courses: tuple[Course, ...]
    is_hidden: bool
    steps: tuple[ChainStep, ...] = ()
    tested_before: int = 0
    knew_before: int = 0
    too_early: int = 0

    @property
    def enrolled(self) -> int:
        return self.steps[0].people if self.steps else 0


def build_chain(cohort: Cohort, subtree: Subtree) -> Chain:
    """Return the steps of the cohort: seven queries."""
    courses = tuple(find_teaching_courses(cohort.scope).distinct().order_by("pk")[:_COURSES_NAMED])
    if _is_small_cohort(cohort, subtree):
        return Chain(cohort, courses, is_hidden=True)
    counts = _count_steps(cohort, subtree)
    return Chain(
        cohort,
        courses,
        is_hidden=False,
        steps=tuple(_build_chain_steps(counts)),
        tested_before=counts["tested_before"],
        knew_before=counts["knew_before"],
        too_early=counts[StepKey.CERTIFIED] - counts[StepKey.A_YEAR_AGO],
    )


def list_years(scope: Scope) -> list[int]:
    """Return the years in which people enrolled, the newest first, with that of the day."""
    enrolments = Enrolment.objects.filter(course__in=find_teaching_courses(scope).values("pk"))
    first = enrolments.aggregate(first=Min("enrolled_at"))["first"]
    last = scope.day.year
    since = timezone.localdate(first).year if first else last
    return list(range(last, max(since - 1, last - _YEARS_OFFERED), -1)) or [last]


def is_told(cohort: Cohort, subtree: Subtree) -> bool:
    """Return whether the cohort is large enough to be told of."""
    return not _is_small_cohort(cohort, subtree)


def _count_steps(cohort: Cohort, subtree: Subtree) -> Mapping[str, int]:
    """Return the people of each step. One posting a person counts: nothing is made distinct."""
    conditions = {key.value: found for key, found in cohort.conditions.items()}
    conditions |= {"tested_before": cohort.tested_before, "knew_before": cohort.knew_before}
    postings = cohort.find_postings(subtree.agencies_on(cohort.scope.day)).order_by()
    flagged = postings.annotate(**{f"is_{name}": found for name, found in conditions.items()})
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in conditions}
    return flagged.aggregate(**counts)


def _build_chain_steps(counts: Mapping[str, int]) -> Iterator[ChainStep]:
    before = counts[StepKey.ENROLLED]
    for key in StepKey:
        if key != StepKey.A_YEAR_AGO:
            of = counts[_SHARE_OF[key]] if key in _SHARE_OF else before
            yield ChainStep(key, counts[key], of)
            before = counts[key]


def _is_small_cohort(cohort: Cohort, subtree: Subtree) -> bool:
    """Return whether those enrolled, or those beside them, are a small group of the unit.

    By the rule of breakdowns: what the units above and beside show must not tell it either.
    """
    scope = cohort.scope
    posted = _count_enrolled_by_agency(Posting.objects.counted_on(scope.day))
    enrolled = _count_enrolled_by_agency(
        Posting.objects.counted_on(scope.day).filter(cohort.conditions[StepKey.ENROLLED])
    )
    groups = {
        agency: {
            (StepKey.ENROLLED, _NO_LEVEL): enrolled.get(agency, 0),
            (_OTHERS, _NO_LEVEL): people - enrolled.get(agency, 0),
        }
        for agency, people in posted.items()
    }
    places = AgencyPlaces(list(Agency.get_root_nodes()), since=scope.day)
    return StepKey.ENROLLED in GroupHiding(groups, places, scope.day).find_hidden(scope.unit.pk)


def _count_enrolled_by_agency(postings: QuerySet[Posting]) -> dict[int, int]:
    rows = postings.order_by().values("agency_id").annotate(people=Count("pk"))
    return dict(rows.values_list("agency_id", "people"))
