"""Counts the steps of a cohort in one statement, and tells of none that is a small group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q, Subquery, TextChoices
from django.utils.translation import pgettext_lazy

from courses.models import Course
from people.text.formatting import percent_of
from reporting.chain.cohort import PART_OF, Cohort, StepKey, find_teaching_courses
from reporting.chain.hiding import ToldParts, find_told
from reporting.figures.subtree import Subtree

_COURSES_NAMED = 8
# Nobody is lost there: whoever is not in it may be so later.
_WITHOUT_LOSS = {StepKey.ENROLLED, StepKey.ASKED}


class LearntKey(TextChoices):
    """Names the step of which nobody is listed: whose points rose is nobody else's business."""

    LEARNT = "learnt", pgettext_lazy("chain step", "Learnt")


@dataclass(frozen=True)
class ChainStep:
    """Holds the people of a step, and of how many they are a part."""

    key: StepKey | LearntKey
    people: int
    of: int

    @property
    def has_loss(self) -> bool:
        return self.key not in _WITHOUT_LOSS

    @property
    def is_listed(self) -> bool:
        """Return whether the people of the step are shown."""
        return self.key != LearntKey.LEARNT

    @property
    def share(self) -> float | None:
        """Return them as percent of the step that they are a part of."""
        return percent_of(self.people, self.of) if self.of else None

    @property
    def loss(self) -> int:
        return self.of - self.people if self.has_loss else 0


@dataclass(frozen=True)
class PointsLearnt:
    """Holds how many took the first test and the tests at the end, and their mean points.

    ``rose`` are those who had more at the end. Small groups are hidden: then only that is told.
    """

    people: int = 0
    rose: int = 0
    before: float | None = None
    after: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Chain:
    """Holds the steps; empty where the cohort is too small to be told of.

    ``too_early`` are certified for less than a year; ``hides_answers`` says that too few answered.
    """

    cohort: Cohort
    courses: tuple[Course, ...]
    is_hidden: bool
    steps: tuple[ChainStep, ...] = ()
    too_early: int = 0
    learnt: PointsLearnt = PointsLearnt()
    hides_answers: bool = False

    @property
    def enrolled(self) -> int:
        return self.steps[0].people if self.steps else 0

    @property
    def certified(self) -> int:
        return next((step.people for step in self.steps if step.key == StepKey.CERTIFIED), 0)


def build_chain(cohort: Cohort, subtree: Subtree) -> Chain:
    """Return the steps of the cohort: eight queries."""
    courses = tuple(find_teaching_courses(cohort.scope).distinct().order_by("pk")[:_COURSES_NAMED])
    told = find_told(cohort)
    if not told.is_cohort_told:
        return Chain(cohort, courses, is_hidden=True)
    counts = _count_steps(cohort, subtree)
    learnt = _read_points(counts) if told.are_points_told else PointsLearnt(is_hidden=True)
    return Chain(
        cohort,
        courses,
        is_hidden=False,
        steps=tuple(_build_chain_steps(counts, told, learnt)),
        too_early=counts[StepKey.CERTIFIED] - counts[StepKey.A_YEAR_AGO],
        learnt=learnt,
        hides_answers=not told.are_answers_told,
    )


def _count_steps(cohort: Cohort, subtree: Subtree) -> Mapping[str, Any]:
    """Return the people of each step. One posting a person counts: nothing is made distinct."""
    conditions = cohort.conditions
    postings = cohort.find_postings(subtree.agencies_on(cohort.scope.day)).order_by()
    # Of somebody who completed several courses the first counts.
    points = {
        # The plugin of mypy forgets what a query set of another module is annotated with.
        "points_before": Subquery(cohort.measured.values("points_before")[:1]),  # type: ignore[misc]
        "points_after": Subquery(cohort.measured.values("score")[:1]),
    }
    flagged = postings.annotate(**{f"is_{key}": found for key, found in conditions.items()})
    counts = {name: Count("pk", filter=Q(**{f"is_{name}": True})) for name in conditions}
    return flagged.annotate(**points).aggregate(
        **counts,
        measured=Count("pk", filter=Q(points_before__isnull=False)),
        rose=Count("pk", filter=Q(points_after__gt=F("points_before"))),
        before=Avg("points_before"),
        after=Avg("points_after", filter=Q(points_before__isnull=False)),
    )


def _read_points(counts: Mapping[str, Any]) -> PointsLearnt:
    before, after = (
        None if points is None else float(points) for points in (counts["before"], counts["after"])
    )
    return PointsLearnt(counts["measured"], counts["rose"], before, after)


def _build_chain_steps(
    counts: Mapping[str, Any], told: ToldParts, learnt: PointsLearnt
) -> Iterator[ChainStep]:
    for key in StepKey:
        if key != StepKey.A_YEAR_AGO and told.tells_step(key):
            yield ChainStep(key, counts[key], counts[PART_OF.get(key, key)])
        # Beside the way to the certificate, which asks no first test.
        if key == StepKey.COMPLETED and not learnt.is_hidden:
            yield ChainStep(LearntKey.LEARNT, learnt.rose, learnt.people)
