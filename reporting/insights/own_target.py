"""Finds the target that a figure of a unit is compared with, or whose people it counts."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.figures.targets import TargetRow
from reporting.query.scope import Scope


def find_own_target(scope: Scope, rows: Sequence[TargetRow]) -> TargetRow | None:
    """Return the unit's target for what the page shows: the next one due, else the last."""
    own = [
        row
        for row in _list_of_figure(scope, rows)
        # The page counts everybody with the units below, by one measure: beside another the line
        # misleads.
        if row.measure == scope.measure and row.listed_by is None
    ]
    ahead = [row for row in own if row.target.due_on >= scope.day]
    # Rows come plan by plan: a second plan takes over where the first one asks for nothing more.
    past = [row for row in own if row.target.phase.plan == own[0].target.phase.plan]
    return next(iter([*ahead[:1], *past[-1:]]), None)


def find_asked_target(scope: Scope, rows: Sequence[TargetRow], asked: str) -> TargetRow | None:
    """Return the unit's target of that number, if it is about the skill at the level."""
    own = _list_of_figure(scope, rows)
    return next((row for row in own if str(row.target.pk) == asked), None)


def _list_of_figure(scope: Scope, rows: Sequence[TargetRow]) -> list[TargetRow]:
    unit, skill = scope.unit.pk, scope.skill and scope.skill.pk
    return [
        row
        for row in rows
        # The unit first: a nation has few targets itself.
        if row.target.agency.id == unit
        and (row.target.skill.id, row.target.level) == (skill, scope.level)
    ]
