"""Lists the people behind a step, as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import FollowUp
from people.models import Person, Posting
from reporting.chain.cohort import PART_OF, Cohort, StepKey, find_teaching_courses
from reporting.figures.subtree import Subtree

_PEOPLE_PER_PAGE = 50
_WITH_WORDS = (StepKey.ANSWERED, StepKey.APPLIED)


@dataclass(frozen=True)
class ChainPeople:
    """Holds a page of who is in a step, or was lost there; of ``hidden`` no name may be seen."""

    page: Page[Any]
    total: int
    hidden: int


def list_chain_people(
    cohort: Cohort, step: StepKey, *, lost: bool, subtree: Subtree, page_number: str | None
) -> ChainPeople:
    """Return who is in the step, or in the one before it and not in this one."""
    ordered = find_chain_people(cohort, step, lost=lost, subtree=subtree)
    page: Page[Any] = Paginator(ordered, _PEOPLE_PER_PAGE).get_page(page_number)
    subtree.places.show_as_on(cohort.scope.day, [row.agency for row in page])
    add_answers(cohort, step, list(page))
    total = count_chain_people(cohort, step, lost=lost, subtree=subtree)
    return ChainPeople(page, total, total - page.paginator.count)


def count_chain_people(cohort: Cohort, step: StepKey, *, lost: bool, subtree: Subtree) -> int:
    """Return how many people the list is of, those without a name too."""
    return _find_step_people(cohort, step, lost, subtree).count()


def find_chain_people(
    cohort: Cohort, step: StepKey, *, lost: bool, subtree: Subtree
) -> QuerySet[Posting]:
    """Return the postings of those whom the viewer may see by name, in their order."""
    found = _find_step_people(cohort, step, lost, subtree)
    # Security: a figure may count people who serve under others today; their names stay there.
    visible = found.filter(person__in=Person.objects.visible_to(cohort.scope.viewer))
    rows = visible.select_related("person", "agency")
    # By pk too: two of one name must not change places between pages.
    return rows.order_by(Person.name_order("person__"), "pk")


def add_answers(cohort: Cohort, step: StepKey, page: Sequence[Any]) -> None:
    """Give each row what its person, whom the viewer sees, said about use at work: one query.

    None where the step is not about what people said.
    """
    if step not in _WITH_WORDS:
        return
    people = [row.person_id for row in page]
    # Of no other course than those of the cohort: the words are about one of them.
    courses = find_teaching_courses(cohort.scope).values("pk")
    told = FollowUp.objects.visible_to(cohort.scope.viewer).answered()
    told = told.filter(enrolment__person__in=people, enrolment__course__in=courses)
    found: dict[int, list[FollowUp]] = {}
    for one in told.select_related("enrolment").order_by("answered_at"):
        if timezone.localtime(one.enrolment.enrolled_at).year in cohort.years:
            found.setdefault(one.enrolment.person_id, []).append(one)
    for row in page:
        row.answers = found.get(row.person_id, [])


def _find_step_people(
    cohort: Cohort, step: StepKey, lost: bool, subtree: Subtree
) -> QuerySet[Posting]:
    postings = cohort.find_postings(subtree.agencies_on(cohort.scope.day))
    reached = cohort.conditions[step]
    if not lost:
        return postings.filter(reached)
    before = PART_OF.get(step)
    # Nobody is lost before the first step.
    return postings.filter(cohort.conditions[before], ~reached) if before else postings.none()
