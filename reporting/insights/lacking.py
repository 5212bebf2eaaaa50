"""Counts how many lack what targets ask, so that a link says whom it will show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reporting.figures.coverage import Measure
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow


def count_lacking(
    rows: Sequence[TargetRow], context: UnitContext, known: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return how many whom a target is about do not hold the skill, by its id: 2 queries or less.

    ``known`` are the people of units with all below them who are counted already. Of targets that
    count who was trained nobody is told: what was learnt here stays here.
    """
    held = [row for row in rows if row.measure == Measure.HELD]
    # Of an audience they are counted with the target.
    posted = {row.target.pk: row.posted for row in held if row.posted is not None}
    known = known or {}
    for target in (row.target for row in held):
        if target.with_below and target.pk not in posted and target.agency.pk in known:
            posted[target.pk] = known[target.agency.pk]
    for with_below in (True, False):
        left = [
            row
            for row in held
            if row.target.pk not in posted and row.target.with_below == with_below
        ]
        posted |= _count_everybody(left, context, with_below=with_below) if left else {}
    return {row.target.pk: posted[row.target.pk] - row.held for row in held}


def _count_everybody(
    rows: Sequence[TargetRow], context: UnitContext, *, with_below: bool
) -> dict[int, int]:
    units = [row.target.agency for row in rows]
    subtree = context.subtree.narrow_to(units, with_below=with_below)
    posted = count_posted(subtree, rows[0].day)
    return {row.target.pk: posted[row.target.agency.pk] for row in rows}
