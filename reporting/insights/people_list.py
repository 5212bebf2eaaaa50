"""Names the people behind a figure, as far as the viewer may see them."""

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
from reporting.figures.coverage import Measure, completed_between, valid_between
from reporting.figures.subtree import Ground
from reporting.query.scope import Scope

PAGE_SIZE = 50


class Who(TextChoices):
    COUNTED = "counted", _("Counted")
    LACKING = "lacking", _("Still without it")
    POSTED = "posted", _("Everyone posted here")


@dataclass(frozen=True)
class PersonRow:
    """A person where they were posted; what they hold, if the figure is about that."""

    person: Person
    agency: Agency | None
    position: dict[str, str]
    level_name: str
    acquired_on: dt.date | None
    expires_on: dt.date | None

    @property
    def last_day(self) -> dt.date | None:
        """The last day it counts; ``expires_on`` is the first that does not."""
        return self.expires_on and self.expires_on - dt.timedelta(1)


@dataclass(frozen=True)
class People:
    """A page of the people; ``hidden`` of them the viewer may not see by name."""

    who: Who
    rows: tuple[PersonRow, ...]
    page: Page[Any]
    total: int
    hidden: int


def people_behind(scope: Scope, who: Who, number: str | None, ground: Ground) -> People:
    """A page of those counted, of those posted, or of those posted who lack the skill."""
    agencies = list(ground.subtree.paths)
    found: QuerySet[Any]
    if who == Who.COUNTED and scope.measure == Measure.TRAINED:
        found = trained_in(scope, agencies)
    else:
        found = posted_in(scope, agencies, who)
    visible = found.filter(person__in=Person.objects.visible_to(scope.viewer))
    page: Page[Any] = Paginator(visible.order_by("person__name_key", "pk"), PAGE_SIZE).get_page(
        number
    )
    total = found.count()
    rows = tuple(as_rows(page, scope, ground.names))
    return People(who, rows, page, total, total - page.paginator.count)


def posted_in(scope: Scope, agencies: list[int], who: Who) -> QuerySet[Posting]:
    """The postings of the day: one for each person."""
    postings = Posting.objects.on(scope.day).filter(agency_id__in=agencies)
    postings = postings.select_related("person", "agency")
    if who == Who.POSTED or scope.skill is None:
        return postings
    holds = Q(person__in=holding(scope).values("person"))
    return postings.filter(holds if who == Who.COUNTED else ~holds)


def trained_in(scope: Scope, agencies: list[int]) -> QuerySet[Evidence]:
    """The completions in the unit up to the day: one for each time a person learnt it here."""
    evidence = Evidence.objects.completions().filter(
        completed_between(scope.day, scope.day),
        skill=scope.skill,
        level__gte=scope.level,
        agency_id__in=agencies,
    )
    return evidence.select_related("person", "agency", "skill")


def holding(scope: Scope) -> QuerySet[Evidence]:
    """Evidence that counts on the scope's day for its skill at its level or above."""
    evidence = Evidence.objects.counted().filter(valid_between(scope.day, scope.day))
    return evidence.filter(skill=scope.skill, level__gte=scope.level)


def as_rows(
    page: Iterable[Posting | Evidence], scope: Scope, names: LevelNames
) -> Iterable[PersonRow]:
    records = list(page)
    people = [record.person_id for record in records if isinstance(record, Posting)]
    best: dict[int, Evidence] = {}
    if people and scope.skill:
        found = holding(scope).filter(person__in=people).select_related("skill")
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
