"""Lets other packages ask more for a completion than lessons and quizzes.

Each condition is one on enrolments, so that one enrolment and all of them are asked alike.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value

from courses.models import Enrolment


@dataclass(frozen=True)
class CompletionCondition:
    """Which enrolments it is asked of, and of which it is met."""

    key: str
    build_asked: Callable[[], Q]
    build_met: Callable[[], Q]


_conditions: dict[str, CompletionCondition] = {}


def register_completion_condition(condition: CompletionCondition) -> None:
    """Complete no enrolment of which it is asked before it is met."""
    _conditions[condition.key] = condition


def build_asked_condition() -> Q:
    """Return the condition that something besides lessons and quizzes is asked."""
    asked = Q(pk__in=[])  # of none: an empty Q would be of all
    for condition in _conditions.values():
        asked |= condition.build_asked()
    return asked


def build_unmet_condition() -> Q:
    """Return the condition that some of it is still to be met."""
    unmet = Q(pk__in=[])
    for condition in _conditions.values():
        unmet |= condition.build_asked() & ~condition.build_met()
    return unmet


def list_condition_rows(enrolments: Collection[int]) -> list[QuerySet[Enrolment, Any]]:
    """Return queries of what is asked of enrolments, and of what of it is still to be met.

    Their rows are (enrolment, "asked" or "unmet", index of the condition).
    """
    rows = Enrolment.objects.filter(pk__in=enrolments).order_by()
    found = []
    for place, condition in enumerate(_conditions.values()):
        asked = rows.filter(condition.build_asked())
        unmet = asked.filter(~condition.build_met())
        found.append(asked.values_list("pk", Value("asked"), Value(place)))
        found.append(unmet.values_list("pk", Value("unmet"), Value(place)))
    return found
