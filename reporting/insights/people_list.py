"""Lists the people behind a figure, as far as the viewer may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Agency, Person, Posting
from plan.levels import LevelNames, name_level
from reporting.figures.coverage import Measure
from reporting.figures.facts import completed_between, valid_between
from reporting.figures.subtree import UnitContext
from reporting.query.scope import Scope

_PEOPLE_PER_PAGE = 50


class PeopleFilter(TextChoices):
    """Names which people of the unit are listed."""

    COUNTED = "counted", _("Counted")
    LACKING = "lacking", _("Still without it")
    POSTED = "posted", _("Everyone posted here")


@dataclass(frozen=True)
class PersonRow:
    """Holds a person where they were posted, and the level they hold if they do."""

    person: Person
    agency: Agency | None
    position: dict[str, str]
    level_name: str
    acquired_on: dt.date | None
    expires_on: dt.date | None

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day it counts; ``expires_on`` is the first that does not."""
        return self.expires_on and self.expires_on - dt.timedelta(1)


@dataclass(frozen=True)
class PeoplePage:
    """Holds a page of the people; the viewer may not see the names of ``hidden`` of them."""

    who: PeopleFilter
    rows: tuple[PersonRow, ...]
    page: Page[Any]
    total: int
    hidden: int


def list_people(
    scope: Scope, people_filter: PeopleFilter, page_number: str | None, context: UnitContext
) -> PeoplePage:
    """Return a page of those counted, of those posted, or of those posted who lack the skill."""
    found = _find_records(scope, people_filter, context)
    visible = _leave_visible(found, scope)
    # By pk too: two of one name must not change places between pages.
    page: Page[Any] = Paginator(
        visible.order_by(Person.name_order("person__"), "pk"), _PEOPLE_PER_PAGE
    ).get_page(page_number)
    total = found.count()
    rows = tuple(_build_person_rows(page, scope, context.names))
    context.places.show_as_on(scope.day, [row.agency for row in rows if row.agency])
    return PeoplePage(people_filter, rows, page, total, total - page.paginator.count)


def find_visible_people(
    scope: Scope, people_filter: PeopleFilter, context: UnitContext
) -> QuerySet[Any]:
    """Return the rows of the list whose ``person`` the viewer may see, in no order."""
    return _leave_visible(_find_records(scope, people_filter, context), scope)


def _find_records(
    scope: Scope, people_filter: PeopleFilter, context: UnitContext
) -> QuerySet[Any]:
    agencies = context.subtree.agencies_on(scope.day)
    if people_filter == PeopleFilter.COUNTED and scope.measure == Measure.TRAINED:
        return _find_trained(scope, agencies)
    return _find_posted(scope, agencies, people_filter)


def _leave_visible(found: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    # Security: a figure may count people who serve under others today; their names stay there.
    return found.filter(person__in=Person.objects.visible_to(scope.viewer))


def _find_posted(
    scope: Scope, agencies: list[int], people_filter: PeopleFilter
) -> QuerySet[Posting]:
    """Return the postings of the day: one for each person."""
    postings = Posting.objects.counted_on(scope.day).filter(agency_id__in=agencies)
    postings = postings.select_related("person", "agency")
    if people_filter == PeopleFilter.POSTED or scope.skill is None:
        return postings
    holds = Q(person__in=_evidence_held(scope).values("person"))
    return postings.filter(holds if people_filter == PeopleFilter.COUNTED else ~holds)


def _find_trained(scope: Scope, agencies: list[int]) -> QuerySet[Evidence]:
    """Return the completions in the unit up to the day: one for each time somebody learnt it."""
    evidence = Evidence.objects.completions().filter(
        completed_between(scope.day, scope.day),
        skill=scope.skill,
        level__gte=scope.level,
        agency_id__in=agencies,
    )
    return evidence.select_related("person", "agency", "skill")


def _evidence_held(scope: Scope) -> QuerySet[Evidence]:
    """Return evidence that counts on the scope's day for its skill at its level or above."""
    evidence = Evidence.objects.counted().filter(valid_between(scope.day, scope.day))
    return evidence.filter(skill=scope.skill, level__gte=scope.level)


def _build_person_rows(
    page: Iterable[Posting | Evidence], scope: Scope, names: LevelNames
) -> Iterable[PersonRow]:
    records = list(page)
    people = [record.person_id for record in records if isinstance(record, Posting)]
    best: dict[int, Evidence] = {}
    if people and scope.skill:
        found = _evidence_held(scope).filter(person__in=people).select_related("skill")
        # Rows come by rising level, so the best one of a person is written last.
        best = {row.person_id: row for row in found.order_by("level", "acquired_on")}
    for record in records:
        proof = record if isinstance(record, Evidence) else best.get(record.person_id)
        yield PersonRow(
            person=record.person,
            agency=record.agency,
            position=record.position,
            level_name=name_level(names, proof.skill, proof.level) if proof else "",
            acquired_on=proof.acquired_on if proof else None,
            expires_on=proof.expires_on if proof else None,
        )
