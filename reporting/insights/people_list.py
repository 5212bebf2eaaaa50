"""Lists the people behind a figure, as far as the viewer may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils import timezone

from certification.models import Evidence
from people.directory import NearEndPaginator
from people.models import Agency, Person, Posting
from people.text.formatting import day_before
from plan.levels import LevelNames, name_level
from plan.models import Skill
from reporting.figures.coverage import Measure, coverage_over
from reporting.figures.facts import completed_between
from reporting.figures.headcount import count_posted
from reporting.figures.persons import PeopleCounted
from reporting.figures.proofs import rank_proof
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree, UnitContext
from reporting.insights.home.training import find_in_training
from reporting.insights.people_asked import PeopleAsked, PeopleFilter
from reporting.models import KeyList
from reporting.query.scope import Scope

_PEOPLE_PER_PAGE = 50


@dataclass(frozen=True)
class PersonRow:
    """Holds a person where they were posted, and the level they hold if they do."""

    person: Person
    agency: Agency | None
    position: dict[str, str]
    level_name: str
    acquired_on: dt.date | None
    expires_on: dt.date | None
    kind: str = ""

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day it counts; ``expires_on`` is the first that does not."""
        return day_before(self.expires_on)


@dataclass(frozen=True)
class PeoplePage:
    """Holds a page of the people; the viewer may not see the names of ``hidden`` of them."""

    asked: PeopleAsked
    rows: tuple[PersonRow, ...]
    page: Page[Any]
    total: int
    hidden: int

    @property
    def who(self) -> PeopleFilter:
        return self.asked.who


def list_people(
    scope: Scope, asked: PeopleAsked, page_number: str | None, context: UnitContext
) -> PeoplePage:
    """Return a page of those counted, of those posted, or of those posted who lack the skill."""
    asked, context = _read_list(scope, asked, context)
    total = _count_listed(scope, asked, context)
    found: QuerySet[Any]
    # Security: a figure may count people who serve under others today; their names stay there.
    # Where nobody can be hidden this is not asked of each person again.
    sees_all = sees_all_listed(scope, asked.who, context.subtree)
    visible = Person.objects.all() if sees_all else Person.objects.visible_to(scope.viewer)
    if asked.who == PeopleFilter.COUNTED and scope.measure == Measure.TRAINED:
        found, of = find_completions(scope, asked, context).filter(person__in=visible), "person__"
    else:
        found, of = visible.filter(_find_posted(scope, asked, context, total)), ""
    count = total if sees_all else found.count()
    # By pk too: two of one name must not change places between pages.
    ordered = found.order_by(Person.name_order(of), "pk")
    page = NearEndPaginator(ordered, _PEOPLE_PER_PAGE, count=count).get_page(page_number)
    records = list(page) if of else _read_listed_postings(list(page), scope, context)
    rows = tuple(_build_person_rows(records, scope, context.names))
    context.places.show_as_on(scope.day, [row.agency for row in rows if row.agency])
    return PeoplePage(asked, rows, page, total, total - count)


def count_listed(scope: Scope, asked: PeopleAsked, context: UnitContext) -> int:
    """Return how many people the list is of, those without a name too."""
    asked, context = _read_list(scope, asked, context)
    return _count_listed(scope, asked, context)


def _read_list(
    scope: Scope, asked: PeopleAsked, context: UnitContext
) -> tuple[PeopleAsked, UnitContext]:
    """Return what the list is of, where a part of the question says nothing of it, without it."""
    if asked.who != PeopleFilter.COUNTED or not scope.skill:
        asked = replace(asked, kind="")
    return asked, asked.narrow(context, scope)


def _count_listed(scope: Scope, asked: PeopleAsked, context: UnitContext) -> int:
    """Return the figure that the list is of, through the door of all figures."""
    posted = 0
    if asked.who != PeopleFilter.COUNTED or scope.skill is None:
        posted = count_posted(context.subtree, scope.day, asked.audience)[scope.unit.pk]
    if asked.who == PeopleFilter.POSTED or scope.skill is None:
        return posted
    if asked.who == PeopleFilter.TRAINING:
        return Person.objects.filter(_find_posted(scope, asked, context, posted)).count()
    [figure] = coverage_over(
        context.subtree,
        [(scope.skill, scope.level)],
        days=[scope.day],
        measure=Measure.HELD if asked.who == PeopleFilter.LACKING else scope.measure,
        audience=asked.audience,
        by_kind=bool(asked.kind),
    )
    counted = figure.kinds[asked.kind] if asked.kind else figure.count
    return posted - counted if asked.who == PeopleFilter.LACKING else counted


def sees_all_listed(scope: Scope, people_filter: PeopleFilter, subtree: Subtree) -> bool:
    """Return whether nobody of the list can be hidden from the viewer.

    Those posted in the unit today are visible to whoever sees the people of all its agencies.
    """
    if scope.viewer.is_superuser:
        return True
    is_of_posted = people_filter != PeopleFilter.COUNTED or scope.measure == Measure.HELD
    if scope.day != timezone.localdate() or not is_of_posted:
        return False
    agencies = subtree.agencies_on(scope.day)
    visible = Agency.objects.visible_to(scope.viewer)
    return visible.filter(pk__among=KeyList(agencies)).count() == len(agencies)


def find_visible_people(scope: Scope, asked: PeopleAsked, context: UnitContext) -> QuerySet[Any]:
    """Return rows of the list, in no order, whose ``person`` the viewer may see."""
    visible = Person.objects.visible_to(scope.viewer)
    asked, context = _read_list(scope, asked, context)
    if asked.who == PeopleFilter.COUNTED and scope.measure == Measure.TRAINED:
        return find_completions(scope, asked, context).filter(person__in=visible)
    total = _count_listed(scope, asked, context)
    listed = visible.filter(_find_posted(scope, asked, context, total))
    agencies = context.subtree.agencies_on(scope.day)
    return Posting.objects.counted_on(scope.day).filter(
        agency__among=KeyList(agencies), person__in=listed
    )


def _find_posted(scope: Scope, asked: PeopleAsked, context: UnitContext, total: int) -> Q:
    """Return the condition on persons, of those posted on the day, who are asked for."""
    agencies = context.subtree.agencies_on(scope.day)
    posted = PeopleCounted(_ask_posted(scope, asked), agencies)
    if asked.who == PeopleFilter.POSTED or scope.skill is None:
        return posted.build_condition(total)
    held = PeopleCounted(_ask_held(scope, scope.skill, asked), agencies).build_condition(total)
    if asked.who == PeopleFilter.COUNTED:
        return held
    lacking = posted.build_condition(total) & ~held
    if asked.who == PeopleFilter.LACKING:
        return lacking
    enrolled = find_in_training(scope.skill, scope.level, scope.day)
    return lacking & Q(pk__in=enrolled.order_by().values("person"))


def _ask_posted(scope: Scope, asked: PeopleAsked) -> Question:
    return Question(Measure.HELD, frozenset(), ((0, scope.day),), asked.audience)


def _ask_held(scope: Scope, skill: Skill, asked: PeopleAsked) -> Question:
    columns = ((scope.level, scope.day),)
    skills = frozenset([skill.pk])
    return Question(Measure.HELD, skills, columns, asked.audience, kinds=(asked.kind,))


def _read_listed_postings(
    people: Sequence[Person], scope: Scope, context: UnitContext
) -> list[Posting]:
    """Return the postings of the day of people, in their order: one for each person."""
    postings = Posting.objects.counted_on(scope.day).filter(
        agency__among=KeyList(context.subtree.agencies_on(scope.day)), person__in=people
    )
    by_person = {one.person_id: one for one in postings.select_related("person", "agency")}
    # Who was moved since the list was read is on it no more.
    return [by_person[person.pk] for person in people if person.pk in by_person]


def find_completions(scope: Scope, asked: PeopleAsked, context: UnitContext) -> QuerySet[Evidence]:
    """Return the completions in the unit up to the day: one for each time somebody learnt it."""
    evidence = Evidence.objects.completions().filter(
        completed_between(scope.day, scope.day),
        skill=scope.skill,
        level__gte=scope.level,
        agency__among=KeyList(context.subtree.agencies_on(scope.day)),
        **({"kind": asked.kind} if asked.kind else {}),
    )
    # Position and grade are those of the day of the completion, as the agency is.
    return asked.audience.narrow_rows(evidence).select_related("person", "agency", "skill")


def find_proofs(scope: Scope) -> QuerySet[Evidence]:
    """Return evidence that counts on the scope's day for its skill at its level or above."""
    evidence = Evidence.objects.counted().valid(scope.day)
    return evidence.filter(skill=scope.skill, level__gte=scope.level)


def _build_person_rows(
    records: Sequence[Posting | Evidence], scope: Scope, names: LevelNames
) -> Iterable[PersonRow]:
    people = [record.person_id for record in records if isinstance(record, Posting)]
    best: dict[int, Evidence] = {}
    if people and scope.skill:
        found = find_proofs(scope).filter(person__in=people).select_related("skill")
        ranked = sorted(found, key=lambda row: rank_proof(row.level, row.kind, row.acquired_on))
        # The best one of a person is written last.
        best = {row.person_id: row for row in ranked}
    for record in records:
        proof = record if isinstance(record, Evidence) else best.get(record.person_id)
        yield PersonRow(
            person=record.person,
            agency=record.agency,
            position=record.position,
            level_name=name_level(names, proof.skill, proof.level) if proof else "",
            acquired_on=proof.acquired_on if proof else None,
            expires_on=proof.expires_on if proof else None,
            kind=str(proof.get_kind_display()) if proof else "",
        )
