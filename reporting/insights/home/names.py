"""Names the people behind a number, as far as the viewer may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from people.models import Person, Posting
from people.text.formatting import day_before
from reporting.changes import list_expiring_counted
from reporting.figures.subtree import UnitContext
from reporting.insights.home.expiring import USUAL_WINDOW
from reporting.models import KeyList
from reporting.query.scope import Scope

_PEOPLE_PER_PAGE = 50
_FEW = 5  # people: so many are named where they are counted, more on a page of their own


@dataclass(frozen=True)
class NamedPerson:
    """A person with the posting of a day, if there is one; ``last`` ends what they hold."""

    person: Person
    posting: Posting | None
    last: dt.date | None = None


@dataclass(frozen=True)
class NamesPage:
    """A page of people; ``hidden`` of the ``total`` serve where the viewer may see no names."""

    rows: tuple[NamedPerson, ...]
    page: Page[Any]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - self.page.paginator.count


@dataclass(frozen=True)
class NamedFew:
    """People named beside their number; ``hidden`` of it serve where the viewer may see none."""

    rows: tuple[NamedPerson, ...] = ()
    hidden: int = 0


def list_names(
    viewer: Person, people: Collection[int], *, day: dt.date, page_number: str | None
) -> NamesPage:
    """Return a page of the people by name, as they were posted on the day."""
    ids = set(people)
    # By pk too: two of one name must not change places between pages.
    ordered = (
        find_named(viewer, ids).order_by(Person.name_order(), "pk").values_list("pk", flat=True)
    )
    page: Page[Any] = Paginator(ordered, _PEOPLE_PER_PAGE).get_page(page_number)
    found = read_names(list(page), day)
    return NamesPage(tuple(found[pk] for pk in page if pk in found), page, len(ids))


def find_named(viewer: Person, people: Collection[int]) -> QuerySet[Person]:
    """Return those of the people whose names the viewer may see."""
    # Of far days they are as many as a nation has: their keys are one value of the statement.
    # Security: a number counts people who serve under others today; their names stay there.
    return Person.objects.visible_to(viewer).filter(pk__among=KeyList(people))


def list_losing(
    rows: QuerySet[Any],
    *,
    day: dt.date,
    page_number: str | None,
    total: int,
    has_all: bool,
) -> NamesPage:
    """Return a page of those who lose a skill, in the order of the rows, with its last day.

    There are ``total`` of them, who are not counted again where the rows have them all.
    """
    paginator = Paginator(rows, _PEOPLE_PER_PAGE)
    if has_all:
        paginator.count = total
    page: Page[Any] = paginator.get_page(page_number)
    return NamesPage(_name_losing(list(page), day), page, total)


def name_few_losing(scope: Scope, context: UnitContext, total: int | None) -> NamedFew:
    """Return those of ``total``, who were just counted, where they are few: two queries, or none.

    Without postings: they are named beside the number of the unit.
    """
    if scope.skill is None or not total or total > _FEW:
        return NamedFew()
    until = scope.day + dt.timedelta(days=USUAL_WINDOW)
    asked = (context.subtree, scope.skill, scope.level)
    losing = list(list_expiring_counted(*asked, day=scope.day, until=until))
    seen = find_named(scope.viewer, [row["person"] for row in losing]).in_bulk()
    rows = [
        NamedPerson(seen[row["person"]], None, day_before(row["ends"]))
        for row in losing
        if row["person"] in seen
    ]
    return NamedFew(tuple(rows), len(losing) - len(rows))


def _name_losing(rows: Sequence[Mapping[str, Any]], day: dt.date) -> tuple[NamedPerson, ...]:
    found = read_names([row["person"] for row in rows], day)
    return tuple(
        replace(found[row["person"]], last=day_before(row["ends"]))
        for row in rows
        if row["person"] in found
    )


def read_names(people: Collection[int], day: dt.date) -> dict[int, NamedPerson]:
    """Return people, whom the viewer may see, with their postings of the day: two queries."""
    postings = Posting.objects.on(day).filter(person__in=people).select_related("agency")
    by_person = {posting.person_id: posting for posting in postings}
    return {
        pk: NamedPerson(person, by_person.get(pk))
        for pk, person in Person.objects.in_bulk(people).items()
    }
