"""Gathers what the insights page shows, in a number of queries that does not grow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page

from reporting.changes import ExplainedChange, count_expiring, explain_change
from reporting.changes.periods import ChangePeriod, find_days
from reporting.figures.coverage import KindCount, Measure
from reporting.figures.rosters import RosterShare
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.heatmap import (
    CoverageRow,
    HeatMap,
    build_heat_map,
    list_coverage_rows,
    list_shown_levels,
)
from reporting.insights.home import NarrowedTargets, TargetWish, count_in_training, list_targets
from reporting.insights.home.expiring import USUAL_WINDOW
from reporting.insights.home.names import NamedFew, name_few_losing
from reporting.insights.lacking import count_lacking
from reporting.insights.own_target import find_own_target
from reporting.query.scope import Scope
from reporting.query.units import UnitRelatives, load_relatives


@dataclass(frozen=True)
class Insights:
    """Holds the page: ``figure`` is its own figure, ``target`` the target it is compared with.

    ``lacking`` are the people without what a target of the page asks, by its id, and
    ``in_training`` those of them who take a course for it. ``change`` is that of the month, and
    ``expiring`` how many lose the skill soon, with the ``losing`` by name where they are few.
    """

    scope: Scope
    relatives: UnitRelatives
    level_name: str
    levels: tuple[tuple[int, str], ...]
    posted: int
    figure: CoverageRow | None
    kinds: tuple[KindCount, ...]
    target: TargetRow | None
    target_list: NarrowedTargets
    lacking: dict[int, int]
    in_training: dict[int, int]
    change: ExplainedChange | None
    expiring: int | None
    losing: NamedFew
    heat: HeatMap
    context: UnitContext

    @property
    def match(self) -> RosterShare | None:
        """Return how well the people of the unit are known."""
        return self.figure.match if self.figure else None

    @property
    def targets(self) -> Page[TargetRow]:
        return self.target_list.page

    @property
    def lacking_here(self) -> int | None:
        """Return how many of those posted do not hold the skill of the page."""
        if self.figure is None or self.scope.measure != Measure.HELD:
            return None
        return self.posted - self.figure.cell.count


def gather_insights(
    scope: Scope, page_number: str | None, wish: TargetWish | None = None
) -> Insights:
    """Return all figures of the page, with the targets that are asked for."""
    context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, context.places)
    change = _explain_month(scope, context)
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
    rows = list_coverage_rows(scope, relatives.below, context=context)
    heat = build_heat_map(scope, rows)
    # Looked for among all rows, then a page of them is shown: the own target may be on another.
    own = find_own_target(scope, targets)
    counted = {row.unit.pk: row.posted for row in heat.rows if not row.is_own}
    expiring = _count_expiring(scope, context)
    shown = list_targets(targets, wish or TargetWish(), scope.unit.pk, page_number)
    return Insights(
        scope=scope,
        relatives=relatives,
        level_name=scope.name_level(context.names),
        levels=tuple(list_shown_levels(scope, context.names)),
        posted=heat.rows[0].posted if heat.rows else 0,
        figure=next((row for row in rows if _is_own_figure(scope, row)), None),
        kinds=tuple(change.kinds) if change else (),
        target=own,
        target_list=shown,
        lacking=count_lacking(list(shown.page), context, counted),
        in_training=count_in_training(list(shown.page), context),
        change=change,
        expiring=expiring,
        losing=name_few_losing(scope, context, expiring),
        heat=heat,
        context=context,
    )


def _explain_month(scope: Scope, context: UnitContext) -> ExplainedChange | None:
    if scope.skill is None:
        return None
    since, until = find_days(ChangePeriod.MONTH, scope.day)
    pair = (scope.skill, scope.level)
    return explain_change(context.subtree, pair, since=since, until=until, measure=scope.measure)


def _count_expiring(scope: Scope, context: UnitContext) -> int | None:
    """Return how many lose the skill of the page; None for completions, which last."""
    if scope.skill is None or scope.measure != Measure.HELD:
        return None
    until = scope.day + dt.timedelta(days=USUAL_WINDOW)
    found = count_expiring(context.subtree, [scope.skill], scope.level, day=scope.day, until=until)
    return found.get(scope.skill.pk, 0)


def _is_own_figure(scope: Scope, row: CoverageRow) -> bool:
    return row.cell.unit == scope.unit and row.cell.skill == scope.skill
