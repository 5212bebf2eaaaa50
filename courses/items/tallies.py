"""Adds up how questions were answered: pure functions that touch no row."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import sqrt
from typing import Any, NamedTuple

WHOLE = 10_000  # shares of points as whole numbers, so that equal ones differ by nothing
_LONGEST_SECONDS = 1800  # who takes longer has gone away


class AnswerGroup(NamedTuple):
    """So many answers that are alike, in papers that are alike.

    ``total`` are the points of all questions ``asked`` in such a paper that count, this one
    among them if it ``counts``.
    """

    version_id: int
    points: Decimal
    answer: Any
    score: int
    language: str
    taken: str
    is_answered: bool
    counts: bool
    total: Decimal | None
    asked: int
    number: int


class PaperTime(NamedTuple):
    """When a question of a paper was answered, and when the paper was begun."""

    attempt: int
    version: int
    answered_at: dt.datetime
    started_at: dt.datetime


@dataclass
class ItemTally:
    """What is counted of one version; points as whole numbers of `WHOLE`."""

    asked: int = 0
    answered: int = 0
    points: int = 0
    sizes: list[int] = field(default_factory=lambda: [0, 0, 0])
    answers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    languages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    ways: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    seconds: Counter[int] = field(default_factory=Counter)
    # Number, and sums of points, of the rest, of their squares and of their product.
    pairs: list[int] = field(default_factory=lambda: [0, 0, 0, 0, 0, 0])

    def add(self, group: AnswerGroup, third: int) -> None:
        number, mine = group.number, count_whole(group.points)
        self.asked += number
        self.answered += number * bool(group.is_answered)
        self.points += number * mine
        for groups, key in ((self.languages, group.language), (self.ways, group.taken)):
            groups[key][0] += number
            groups[key][1] += number * mine
        places = (0, third) if third else (0,)
        for place in places:
            self.sizes[place] += number
        for one in group.answer:
            for place in places:
                self.answers[one][place] += number
        if others := group.asked - group.counts:
            rest = count_whole(group.total or 0) - mine * group.counts
            self._add_pair(mine, rest // others, number)

    def _add_pair(self, mine: int, rest: int, number: int) -> None:
        more = (1, mine, rest, mine * mine, rest * rest, mine * rest)
        self.pairs = [known + number * one for known, one in zip(self.pairs, more, strict=True)]


def count_whole(points: Decimal | float) -> int:
    """Return the points as a whole number, exactly: they have two places."""
    # SQLite adds them up as floats.
    return round(points * 100) * WHOLE // 100


def find_thirds(scores: Counter[int]) -> tuple[int, int]:
    """Return the highest score of the lower third and the lowest of the upper one.

    Who has the same score is in the same third. Where most have the same there are no thirds.
    """
    size = -(-scores.total() // 3)
    lower = _find_rank(sorted(scores), scores, size)
    upper = _find_rank(sorted(scores, reverse=True), scores, size)
    return (lower, upper) if lower < upper else (-1, 101)


def _find_rank(order: Iterable[int], scores: Counter[int], rank: int) -> int:
    seen = 0
    for score in order:
        seen += scores[score]
        if seen >= rank:
            return score
    return 0


def tally_groups(groups: Iterable[AnswerGroup], thirds: tuple[int, int]) -> dict[int, ItemTally]:
    """Return what was counted, by version."""
    tallies: dict[int, ItemTally] = defaultdict(ItemTally)
    lower, upper = thirds
    for group in groups:
        third = 2 if group.score <= lower else 1 if group.score >= upper else 0
        tallies[group.version_id].add(group, third)
    return tallies


def take_back(group: AnswerGroup) -> AnswerGroup:
    """Return what undoes that the group was counted."""
    return group._replace(number=-group.number)


def measure_times(paper: list[PaperTime]) -> dict[int, int]:
    """Return the seconds between one answer and the next, where each was saved by itself.

    The paper's moments come in their order.
    """
    moments = [paper[0].started_at, *(row.answered_at for row in paper)]
    gaps = [int((later - before).total_seconds()) for before, later in pairwise(moments)]
    # Handed in all at once, they tell no times.
    if len(gaps) < 2 or min(gaps) < 1:
        return {}
    return {
        row.version: gap for row, gap in zip(paper, gaps, strict=True) if gap <= _LONGEST_SECONDS
    }


def correlate_points(pairs: list[int]) -> float | None:
    """Return how the points go with those of the rest; None where either are all the same."""
    count, mine, rest, mine_squares, rest_squares, products = pairs
    spread = (count * mine_squares - mine**2) * (count * rest_squares - rest**2)
    return (count * products - mine * rest) / sqrt(spread) if spread else None


def find_median(seconds: Counter[int]) -> int | None:
    """Return the lower median; None of nothing."""
    if not seconds:
        return None
    return _find_rank(sorted(seconds), seconds, -(-seconds.total() // 2))
