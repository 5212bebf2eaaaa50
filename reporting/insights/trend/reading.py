"""Reads one figure for each month of a time, with the phases and the target beside it."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.models import Phase, Plan
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.coverage import CoverageFigure, coverage_over
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets import TargetRow
from reporting.insights.trend.marks import Mark, MarkKind, Step, list_marks, list_steps
from reporting.query.scope import Scope

# Each day is a column of the query, and a picture has no room for more.
_MOST_DAYS = 84


class TrendRange(TextChoices):
    """Names how far back a curve goes."""

    YEAR = "12", _("12 months")
    EIGHTEEN = "18", _("18 months")
    THREE_YEARS = "36", _("36 months")
    PLAN = "plan", _("The whole plan")


@dataclass(frozen=True)
class Trend:
    """Holds figures from the oldest to the newest, and what the plan in question asked then.

    ``last`` is the end of the time shown: of a whole plan its last day, which may lie ahead.
    Counted is the ``audience``, on every day that of today, and whoever serves in the units below
    where ``with_below``.
    """

    cells: tuple[CoverageFigure, ...]
    phases: tuple[Phase, ...]
    target: TargetRow | None = None
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    last: dt.date = dt.date.min
    audience: TargetAudience = EVERYBODY
    with_below: bool = True

    @property
    def whom(self) -> str:
        """Return in words who is counted; nothing for everybody with the units below."""
        office = "" if self.with_below else gettext("Staff of the office itself")
        return " · ".join(filter(None, (str(self.audience), office)))

    @property
    def plan(self) -> Plan | None:
        """Return the plan whose phases stand behind the curve."""
        return self.phases[0].plan if self.phases else None

    @property
    def kinds(self) -> list[MarkKind]:
        """Return the kinds of the marks there are, for the legend."""
        return [kind for kind in MarkKind if any(mark.kind == kind for mark in self.marks)]


def build_trend(
    scope: Scope,
    context: UnitContext,
    target: TargetRow | None,
    reach: TrendRange = TrendRange.EIGHTEEN,
) -> Trend:
    """Return the unit's figure on the day and on the same day of each month before: one query.

    Counted are those whom the target is about. The plan in question is that of the target, else
    the one that leads.
    """
    if scope.skill is None:
        return Trend((), ())
    plan = _list_phases(scope.day, target)
    days, last = _choose_days(scope.day, plan, reach)
    audience, with_below = _read_audience(target)
    subtree = _look_back(scope, context, days[0]).narrow_to([scope.unit], with_below=with_below)
    pair = scope.skill, scope.level
    cells = coverage_over(subtree, [pair], days=days, measure=scope.measure, audience=audience)
    # Beside another measure its line would mislead.
    drawn = target if target and target.measure == scope.measure else None
    return Trend(
        tuple(cells),
        tuple(one for one in plan if one.starts_on <= last and one.ends_on >= days[0]),
        drawn,
        tuple(list_steps(drawn, days, subtree)),
        tuple(list_marks(drawn, days[0], last)),
        *(last, audience, with_below),
    )


def _read_audience(row: TargetRow | None) -> tuple[TargetAudience, bool]:
    return (row.target.audience, row.target.with_below) if row else (EVERYBODY, True)


def _list_phases(day: dt.date, target: TargetRow | None) -> list[Phase]:
    """Return all phases of the plan in question: one query."""
    if target:
        phases = Phase.objects.filter(plan=target.target.phase.plan)
    else:
        # Where none leads it is the one that was there first. No draft changes anybody's page.
        phases = Phase.objects.filter(plan__in_force_on__lte=day)
    by_plan = list(
        phases.select_related("plan").order_by("-plan__is_leading", "plan", "starts_on")
    )
    return [phase for phase in by_plan if phase.plan_id == by_plan[0].plan_id]


def _choose_days(
    day: dt.date, plan: Sequence[Phase], reach: TrendRange
) -> tuple[list[dt.date], dt.date]:
    """Return the days of the figures, the oldest first, and the last day of the time shown."""
    if reach != TrendRange.PLAN:
        return _list_months(day, int(reach)), day
    if not plan or plan[0].starts_on >= day:
        return _list_months(day, int(TrendRange.EIGHTEEN)), day
    begin = plan[0].starts_on
    days = _list_months(day, (day.year - begin.year) * 12 + day.month - begin.month)
    # The plan begins on a day of its own, on which its baselines often are.
    return [begin, *(one for one in days if one > begin)], max(day, plan[-1].ends_on)


def _list_months(day: dt.date, months: int) -> list[dt.date]:
    """Return the same day of so many months, at most as many as a picture has room for."""
    gap = math.ceil(months / _MOST_DAYS) or 1
    return [months_before(day, ago) for ago in range(months, -1, -1) if ago % gap == 0]


def _look_back(scope: Scope, context: UnitContext, first: dt.date) -> Subtree:
    """Return a subtree that knows the tree of the first day; the given one where it does."""
    if context.first <= first:
        return context.subtree
    return Subtree.of([scope.unit], since=first)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
