"""Counts how many lack what targets ask, so that a link says whom it will show."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.figures.coverage import Measure
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow


def count_lacking(rows: Sequence[TargetRow], context: UnitContext) -> dict[int, int]:
    """Return how many posted in the unit do not hold the skill, by the target's id: one query.

    Of targets that count everybody who holds it there and below: behind others stand other lists.
    """
    plain = [row for row in rows if _counts_everybody(row)]
    if not plain:
        return {}
    units = [row.target.agency for row in plain]
    subtree = context.subtree.narrow_to(units)
    posted = count_posted(units, day=plain[0].day, subtree=subtree)
    return {row.target.pk: posted[row.target.agency.pk] - row.held for row in plain}


def _counts_everybody(row: TargetRow) -> bool:
    target = row.target
    return target.with_below and target.audience.is_everybody and row.measure == Measure.HELD
