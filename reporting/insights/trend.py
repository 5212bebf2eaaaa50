"""Reads one figure for each of the eighteen months before a day."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from plan.models import Phase
from reporting.figures.coverage import CoverageFigure, coverage_over
from reporting.figures.subtree import UnitContext
from reporting.query.scope import Scope

_TREND_MONTHS = 18


@dataclass(frozen=True)
class Trend:
    """Holds figures from the oldest to the newest, and the phases of the plan they fall in."""

    cells: tuple[CoverageFigure, ...]
    phases: tuple[Phase, ...]


def build_trend(scope: Scope, context: UnitContext) -> Trend:
    """Return the unit's figure on the day and on the same day of each month before: one query."""
    if scope.skill is None:
        return Trend((), ())
    days = [months_before(scope.day, months) for months in range(_TREND_MONTHS, -1, -1)]
    pairs = [(scope.skill, scope.level)]
    cells = coverage_over(context.subtree, pairs, days=days, measure=scope.measure)
    return Trend(tuple(cells), tuple(_list_phases_between(days[0], days[-1])))


def _list_phases_between(first: dt.date, last: dt.date) -> list[Phase]:
    """Return the phases, in the time from first to last, of the plan that leads."""
    phases = Phase.objects.filter(starts_on__lte=last, ends_on__gte=first)
    # Where none leads it is the one that was there first. No draft changes anybody's page.
    published = phases.filter(plan__in_force_on__lte=last)
    by_plan = list(published.order_by("-plan__is_leading", "plan", "starts_on"))
    return [phase for phase in by_plan if phase.plan_id == by_plan[0].plan_id]


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
