"""Lets apps above narrow the directory by what they know of people, such as skills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_filters import Filter

from people.models import Person, Posting


@dataclass(frozen=True)
class DirectoryCondition:
    """Fields to ask by, their names beginning with the key, and what they leave of the people.

    ``narrow`` gets what was asked, of which all may be empty. ``is_of_viewer``: the answer differs
    by who asks, and both functions get them last, so that nothing they do not see decides who is
    left. No rule is made of such a condition.
    """

    key: str
    build_filters: Callable[..., Mapping[str, Filter]]
    narrow: Callable[..., QuerySet[Person]]
    is_of_viewer: bool = False
    # What it leaves of the postings of today, where it asks about those: they are counted faster.
    narrow_postings: Callable[..., QuerySet[Posting]] | None = None
    # What ``narrow`` asks of people, asked of their postings: of a million a third of the time.
    narrow_serving: Callable[..., QuerySet[Posting]] | None = None

    def list_filters(self, viewer: Person) -> Mapping[str, Filter]:
        """Return the fields by which the viewer may ask."""
        return self.build_filters(viewer) if self.is_of_viewer else self.build_filters()

    def narrow_for(
        self, people: QuerySet[Person], asked: Mapping[str, Any], viewer: Person
    ) -> QuerySet[Person]:
        """Return whom of the people the viewer is left with."""
        asking = (viewer,) if self.is_of_viewer else ()
        return self.narrow(people, asked, *asking)

    def narrow_postings_for(
        self, postings: QuerySet[Posting], asked: Mapping[str, Any], viewer: Person
    ) -> QuerySet[Posting]:
        """Return which of the postings of today the viewer is left with."""
        if self.narrow_postings is None:
            return postings
        asking = (viewer,) if self.is_of_viewer else ()
        return self.narrow_postings(postings, asked, *asking)


_conditions: dict[str, DirectoryCondition] = {}


def register_condition(condition: DirectoryCondition) -> None:
    """Offer the condition wherever the directory is narrowed."""
    _conditions[condition.key] = condition


def list_conditions() -> list[DirectoryCondition]:
    """Return what apps have registered, in the order of their names."""
    return [_conditions[key] for key in sorted(_conditions)]


def list_rule_conditions() -> list[DirectoryCondition]:
    """Return the conditions that mean the same whoever asks."""
    return [condition for condition in list_conditions() if not condition.is_of_viewer]
