"""Describes rules of passing a course: conditions joined by AND and OR, on two levels. Pure.

A rule asks for all of its groups, in each of which one condition is enough; or for any of them,
in each of which all conditions are asked. That says whatever can be said with AND and OR.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any, Self, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_T = TypeVar("_T", bound=Any)  # truths, or conditions of a query: whatever AND and OR join


class TermKind(TextChoices):
    """What a condition asks for."""

    LESSONS = "lessons", _("lessons")
    OPTIONAL_LESSONS = "optional_lessons", _("optional lessons")
    QUIZZES = "quizzes", _("all quizzes")
    QUIZ = "quiz", _("a quiz")
    ATTENDANCE = "attendance", _("attendance")


@dataclass(frozen=True)
class RuleTerm:
    """One condition. ``at_least``: percent, of optional lessons a number; None: to pass the quiz.

    ``quiz`` is a key.
    """

    kind: str
    at_least: int | None = None
    quiz: str = ""

    def implies(self, other: RuleTerm) -> bool:
        """Return whether whoever meets this one meets the other."""
        if self.kind == TermKind.QUIZZES and other.kind == TermKind.QUIZ:
            return True
        if (self.kind, self.quiz) != (other.kind, other.quiz):
            return False
        # Passing a quiz is enough wherever a score is asked: its mark may have been lower.
        return self.at_least is None or (
            other.at_least is not None and self.at_least >= other.at_least
        )

    @property
    def proves(self) -> bool:
        """Return whether somebody else than the learner saw what was done."""
        return self.kind in (TermKind.QUIZZES, TermKind.QUIZ, TermKind.ATTENDANCE)


@dataclass(frozen=True)
class PassingRule:
    """Groups of conditions; ``is_any``: one group is enough, and asks for all that is in it."""

    groups: tuple[tuple[RuleTerm, ...], ...]
    is_any: bool = False

    def combine(self, read_term: Callable[[RuleTerm], _T]) -> _T:
        """Return what is read of each condition, joined as the rule says."""
        outer, inner = (or_, and_) if self.is_any else (and_, or_)
        return reduce(outer, (reduce(inner, map(read_term, group)) for group in self.groups))

    @property
    def terms(self) -> list[RuleTerm]:
        """Return each condition once."""
        return list(dict.fromkeys(term for group in self.groups for term in group))

    def list_ways(self) -> Sequence[tuple[RuleTerm, ...]]:
        """Return the sets of conditions of which each passes the course."""
        return self.groups if self.is_any else tuple(product(*self.groups))

    def needs(self, term: RuleTerm) -> bool:
        """Return whether nobody passes without the condition."""
        return not self.combine(lambda one: not one.implies(term))

    def needs_quiz(self, key: str) -> bool:
        """Return whether nobody passes without some score in the quiz."""
        return self.needs(RuleTerm(TermKind.QUIZ, 0, key))

    def needs_lessons(self, read: int, count: int) -> bool:
        """Return whether nobody passes by so many of the lessons, and no more."""
        # A share of the lessons is enough where no more is asked.
        return self.needs(RuleTerm(TermKind.LESSONS, 100 * read // count + 1))

    def to_json(self) -> dict[str, Any]:
        """Return what a database keeps."""
        groups = [[_write_term(term) for term in group] for group in self.groups]
        return {"op": "any" if self.is_any else "all", "groups": groups}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        groups = (tuple(RuleTerm(**term) for term in group) for group in kept["groups"])
        return cls(tuple(groups), is_any=kept["op"] == "any")


def _write_term(term: RuleTerm) -> dict[str, Any]:
    fields = {"kind": str(term.kind), "at_least": term.at_least, "quiz": term.quiz}
    return {name: value for name, value in fields.items() if value not in (None, "")}


# What is asked where the author says nothing.
EVERYTHING = PassingRule(
    ((RuleTerm(TermKind.LESSONS, 100),), (RuleTerm(TermKind.QUIZZES),)),
)


def is_easier(new: PassingRule, old: PassingRule) -> bool:
    """Return whether whoever passes by the old rule passes by the new one."""
    # The rules know no NOT: more that is done undoes nothing, so the least ways are enough.
    return all(_passes_by(new, way) for way in old.list_ways())


def _passes_by(rule: PassingRule, way: Sequence[RuleTerm]) -> bool:
    return bool(rule.combine(lambda term: any(one.implies(term) for one in way)))


def count_asked_lessons(term: RuleTerm, count: int) -> int:
    """Return how many lessons the condition asks for, of so many that there are."""
    if term.kind == TermKind.LESSONS:
        # Rounded up: 4 of 5 lessons are 80 percent, and of 6 it takes 5.
        return -(-count * (term.at_least or 100) // 100)
    # Nobody reads more than there are, should one be taken off.
    return min(term.at_least or 1, count)
