"""Finds the figures that are too small to publish, and those that would give them away. Pure.

A small number tells of people who can be found. It is hidden, and so are as many neighbours as it
takes that nobody finds it by subtracting from the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PublishedFigure:
    """A number of people out of those posted; ``group`` is the sum that it is a part of.

    ``is_total`` is the sum itself. A figure without a group is part of none.
    """

    id: str
    value: int
    posted: int
    group: tuple[str, int] | None = None
    is_total: bool = False


def find_hidden(
    figures: Sequence[PublishedFigure], *, smallest: int, seed: Iterable[str] = ()
) -> set[str]:
    """Return the ids of what is not published, those of ``seed`` among them."""
    hidden = set(seed) | {one.id for one in figures if _is_small(one, smallest)}
    for total, parts in _list_sums(figures):
        _hide_neighbours(total, parts, hidden, smallest)
    return hidden


def _is_small(one: PublishedFigure, smallest: int) -> bool:
    # Of whom almost all hold it, those few who do not can be found as well.
    rest = one.posted - one.value
    return one.posted < smallest or 0 < one.value < smallest or 0 < rest < smallest


def _list_sums(
    figures: Iterable[PublishedFigure],
) -> list[tuple[PublishedFigure, list[PublishedFigure]]]:
    totals: dict[tuple[str, int], PublishedFigure] = {}
    parts: Mapping[tuple[str, int], list[PublishedFigure]] = defaultdict(list)
    for one in figures:
        if one.group and one.is_total:
            totals[one.group] = one
        elif one.group:
            parts[one.group].append(one)
    return [(total, parts[group]) for group, total in totals.items()]


def _hide_neighbours(
    total: PublishedFigure, parts: Sequence[PublishedFigure], hidden: set[str], smallest: int
) -> None:
    """Hide further parts, in the end the whole, until nothing small is left by subtracting."""
    # The smallest first: the least is lost.
    shown = sorted(
        (one for one in parts if one.id not in hidden and one.value),
        key=lambda one: (one.value, one.id),
    )
    while total.id not in hidden and not _is_safe(total, parts, hidden, smallest):
        hidden.add(shown.pop(0).id if shown else total.id)


def _is_safe(
    total: PublishedFigure,
    parts: Sequence[PublishedFigure],
    hidden: Collection[str],
    smallest: int,
) -> bool:
    """Return whether what is left of the whole without the parts shown tells of nobody."""
    unseen = [one.value for one in parts if one.id in hidden]
    # The staff of the office itself: in no part, and so always unseen.
    own = max(total.value - sum(one.value for one in parts), 0)
    left = own + sum(unseen)
    if not unseen:
        return left == 0 or left >= smallest
    return left >= smallest and len(unseen) + bool(own) > 1
