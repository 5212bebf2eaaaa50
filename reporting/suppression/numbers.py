"""Finds the figures that are too small to publish, and those that would give them away.

A small number tells of people who can be found. It is hidden, and so are as many neighbours as it
takes that nobody finds it by subtracting: parts from their whole, a higher level from a lower one,
some of the people from everybody, and the differences of two wholes from one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Counted:
    """What a number counts; an empty ``skill`` is everybody who is posted, at the level 0."""

    measure: str
    skill: str = ""
    level: int = 0
    audience: str = ""
    with_below: bool = True

    def contains(self, other: Counted) -> bool:
        """Return whether all who are in the other of a unit are in this one of it."""
        return (
            self.measure == other.measure
            and self.skill in ("", other.skill)
            and self.level <= other.level
            and self.audience in ("", other.audience)
            and self.with_below >= other.with_below
        )


@dataclass(frozen=True)
class PublishedFigure:
    """A number of people of a unit out of those posted; ``under`` is the unit it is a part of."""

    id: str
    value: int
    posted: int
    unit: str
    counted: Counted
    under: str = ""


@dataclass(frozen=True)
class _Sum:
    """A number with those of its parts by unit; the office itself is one where it has a figure."""

    total: PublishedFigure
    parts: dict[str, PublishedFigure] = field(default_factory=dict)

    @property
    def own(self) -> int:
        """Return how many are in no part. No number is told of them: they are always unseen."""
        # A part that was put right alone may be more than the whole.
        return max(self.total.value - sum(one.value for one in self.parts.values()), 0)

    def list_told(self, hidden: Collection[str]) -> dict[str, int]:
        return {unit: one.value for unit, one in self.parts.items() if one.id not in hidden}


@dataclass(frozen=True)
class _Rest:
    """What is left of a whole, less another one within it if there is, without what is told.

    ``between`` are the numbers of each part that lie between the two: of a part the largest of
    them that is told can be taken away, less the smallest one.
    """

    outer: _Sum
    inner: _Sum | None
    between: list[list[PublishedFigure]]

    def count(self, hidden: Collection[str]) -> int:
        total = self.outer.total.value - (self.inner.total.value if self.inner else 0)
        return total - sum(largest for largest, _id in self._list_taken(hidden))

    def find_next(self, hidden: Collection[str]) -> str:
        """Return what is hidden next: the least is lost by it."""
        total = (self.inner or self.outer).total
        return min((taken for taken in self._list_taken(hidden)), default=(0, total.id))[1]

    def _list_taken(self, hidden: Collection[str]) -> Iterator[tuple[int, str]]:
        """Yield how many are taken away of each part, and the smaller number it takes for it."""
        for figures in self.between:
            told = [one for one in figures if one.id not in hidden]
            taken = max((self._take(one, told) for one in told), default=(0, ""))
            if taken[0]:
                yield taken

    def _take(self, one: PublishedFigure, told: Sequence[PublishedFigure]) -> tuple[int, str]:
        if not self.inner:
            return one.value, one.id
        within = (other for other in told if one.counted.contains(other.counted))
        least = min(within, key=lambda other: other.value)
        return one.value - least.value, least.id


def find_hidden(
    figures: Sequence[PublishedFigure], *, smallest: int, seed: Collection[str] = ()
) -> set[str]:
    """Return the ids of what is not published, those of ``seed`` among them."""
    hidden = set(seed) | {one.id for one in figures if _is_small(one, smallest)}
    sums = _list_sums(figures)
    rests = [rest for one in sums for rest in _list_rests(one, sums, figures)]
    known = -1
    # What one rule hides another one may need: until nothing is added.
    while known < len(hidden):
        known = len(hidden)
        _hide_differences(figures, hidden, smallest)
        for one in sums:
            _hide_neighbours(one, hidden, smallest)
        for rest in rests:
            _hide_rest(rest, hidden, smallest)
    return hidden


def _is_small(one: PublishedFigure, smallest: int) -> bool:
    # Of whom almost all hold it, those few who do not can be found as well.
    rest = one.posted - one.value
    return one.posted < smallest or 0 < one.value < smallest or 0 < rest < smallest


def _list_sums(figures: Sequence[PublishedFigure]) -> list[_Sum]:
    """Return the figures that have parts, each with them: those of one tree."""
    tops = {one.under for one in figures if one.under}
    sums = {
        (one.unit, one.counted): _Sum(one)
        for one in figures
        if one.unit in tops and one.counted.with_below
    }
    for one in figures:
        is_office = one.unit in tops and not one.counted.with_below
        counted = replace(one.counted, with_below=True) if is_office else one.counted
        whole = sums.get((one.unit if is_office else one.under, counted))
        if whole:
            whole.parts[one.unit] = one
    return list(sums.values())


def _list_rests(
    outer: _Sum, sums: Sequence[_Sum], figures: Sequence[PublishedFigure]
) -> Iterator[_Rest]:
    """Yield the whole alone, and with each other one within it."""
    top, counted = outer.total.unit, outer.total.counted
    within: dict[str, list[PublishedFigure]] = defaultdict(list)
    for one in figures:
        is_part = one.under == top or (one.unit == top and not one.counted.with_below)
        if is_part and counted.contains(one.counted):
            within[one.unit].append(one)
    yield _Rest(outer, None, list(within.values()))
    for inner in sums:
        least = inner.total.counted
        if inner is not outer and inner.total.unit == top and counted.contains(least):
            alone = replace(least, with_below=False)
            between = (
                [one for one in ones if one.counted.contains(alone if unit == top else least)]
                for unit, ones in within.items()
            )
            yield _Rest(outer, inner, list(between))


def _hide_differences(figures: Sequence[PublishedFigure], hidden: set[str], smallest: int) -> None:
    """Hide what leaves a small rest of a larger figure of its unit: a level below, everybody."""
    told: dict[str, list[PublishedFigure]] = defaultdict(list)
    # The larger first: the smaller one is hidden, and what is hidden leaves no rest.
    for one in sorted(figures, key=lambda one: (-one.value, one.counted.level, one.id)):
        if one.id in hidden:
            continue
        around = (other for other in told[one.unit] if other.counted.contains(one.counted))
        if any(0 < other.value - one.value < smallest for other in around):
            hidden.add(one.id)
        else:
            told[one.unit].append(one)


def _hide_neighbours(whole: _Sum, hidden: set[str], smallest: int) -> None:
    """Hide further parts, in the end the whole, until no single one is left by subtracting."""
    while whole.total.id not in hidden and not _is_safe(whole, hidden, smallest):
        # The smallest first: the least is lost.
        told = whole.list_told(hidden).items()
        parts = sorted((value, whole.parts[unit].id) for unit, value in told if value)
        hidden.add(parts[0][1] if parts else whole.total.id)


def _is_safe(whole: _Sum, hidden: Collection[str], smallest: int) -> bool:
    """Return whether what is left of the whole without the parts shown tells of nobody."""
    unseen = [one.value for one in whole.parts.values() if one.id in hidden]
    left = whole.own + sum(unseen)
    if not unseen:
        return left == 0 or left >= smallest
    return left >= smallest and len(unseen) + bool(whole.own) > 1


def _hide_rest(rest: _Rest, hidden: set[str], smallest: int) -> None:
    """Hide numbers until what is left is nobody or enough people."""
    totals = {rest.outer.total.id, rest.inner.total.id if rest.inner else ""}
    while not totals & hidden and 0 < rest.count(hidden) < smallest:
        hidden.add(rest.find_next(hidden))
