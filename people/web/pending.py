"""Gathers what waits for a person: each app says how much, and where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from people.models import Person


@dataclass(frozen=True)
class PendingWork:
    """A desk where things wait; ``count`` returns None for whom it is no desk at all."""

    key: str
    order: int
    label: Any
    empty: Any  # what is said where nothing waits
    address: str  # the name of its page
    count: Callable[[Person], int | None]

    @property
    def url(self) -> str:
        return reverse(self.address)


_works: dict[str, PendingWork] = {}


def register_work(work: PendingWork) -> None:
    """Count what waits there on the page of requests and in the menu."""
    _works[work.key] = work


def list_work(person: Person) -> list[tuple[PendingWork, int]]:
    """Return the person's desks with how much waits at each."""
    ordered = sorted(_works.values(), key=lambda work: work.order)
    counted = ((work, work.count(person)) for work in ordered)
    return [(work, count) for work, count in counted if count is not None]
