"""Gathers what waits for a person: each app says what, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.urls import reverse

from people.access import has_role
from people.dual_control import read_lendings_once
from people.models import Person, Role

_Waiting = QuerySet[Any] | int | None


@dataclass(frozen=True)
class PendingWork:
    """A desk where things wait; ``find`` returns their rows, None for whom it is no desk at all.

    Rows of all desks are counted in one query, and every page shows their number: how many wait
    is returned only where no query can tell it.
    """

    key: str
    order: int
    label: Any
    empty: Any  # what is said where nothing waits
    address: str  # the name of its page
    find: Callable[[Person], _Waiting]
    roles: tuple[Role.Kind, ...] = ()  # it is a desk for whoever has one of them

    def waits_for(self, person: Person) -> bool:
        """Return whether it may be a desk of the person."""
        return not self.roles or has_role(person, *self.roles)

    @property
    def url(self) -> str:
        return reverse(self.address)


class _RowCount(Subquery):
    """Counts rows within another query, whatever these rows are joined from."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


_works: dict[str, PendingWork] = {}


def register_work(work: PendingWork) -> None:
    """Count what waits there on the page of requests and in the menu."""
    _works[work.key] = work


def list_desks() -> list[PendingWork]:
    """Return all desks in their order."""
    return sorted(_works.values(), key=lambda work: work.order)


def list_work(person: Person) -> list[tuple[PendingWork, int]]:
    """Return the person's desks with how much waits at each: one query, however many desks."""
    ordered = list_desks()
    with read_lendings_once():
        found = {work.key: work.find(person) for work in ordered if work.waits_for(person)}
    counts = _count_rows({key: rows for key, rows in found.items() if rows is not None})
    return [(work, counts[work.key]) for work in ordered if work.key in counts]


def _count_rows(found: Mapping[str, QuerySet[Any] | int]) -> dict[str, int]:
    counts = {key: rows for key, rows in found.items() if isinstance(rows, int)}
    asked = {key: rows for key, rows in found.items() if not isinstance(rows, int)}
    if not asked:
        return counts
    # Of one row, which there is: whoever is asking.
    one = Person.objects.order_by().values_list(
        *(_RowCount(rows.order_by().values("pk")) for rows in asked.values())
    )[:1]
    return counts | dict(zip(asked, one.get(), strict=True))
