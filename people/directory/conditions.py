"""Lets apps above narrow the directory by what they know of people, such as skills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_filters import Filter

from people.models import Person


@dataclass(frozen=True)
class DirectoryCondition:
    """Fields to ask by, their names beginning with the key, and what they leave of the people.

    ``narrow`` gets what was asked, of which all may be empty, and who asks: nothing they do not
    see may decide who is left.
    """

    key: str
    build_filters: Callable[[], Mapping[str, Filter]]
    narrow: Callable[[QuerySet[Person], Mapping[str, Any], Person], QuerySet[Person]]


_conditions: dict[str, DirectoryCondition] = {}


def register_condition(condition: DirectoryCondition) -> None:
    """Offer the condition wherever the directory is narrowed."""
    _conditions[condition.key] = condition


def list_conditions() -> list[DirectoryCondition]:
    """Return what apps have registered, in the order of their names."""
    return [_conditions[key] for key in sorted(_conditions)]
