"""Reads one figure for each month of a time, with the phases and the target beside it."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.models import Measure, Phase, Plan
from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.coverage import CoverageFigure, SkillLevel, coverage_over
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets import AskedTarget, TargetRow
from reporting.insights.trend.marks import (
    Mark,
    MarkKind,
    Step,
    group_by_audience,
    list_marks,
    list_steps,
)
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
    Counted on each day are those whom ``about`` was about on that day; without it everybody.
    ``earlier`` has in words whom the target was about, and the day from which it no longer was.
    """

    cells: tuple[CoverageFigure, ...]
    phases: tuple[Phase, ...]
    target: TargetRow | None = None
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    last: dt.date = dt.date.min
    about: AskedTarget | None = None
    earlier: tuple[tuple[dt.date, str], ...] = ()

    @property
    def audience(self) -> TargetAudience:
        """Return who is counted on the last day of the figures."""
        return self.about.audience if self.about else EVERYBODY

    @property
    def with_below(self) -> bool:
        return self.about is None or self.about.with_below

    def audience_on(self, day: dt.date) -> TargetAudience:
        return self.about.as_of(day).audience if self.about else EVERYBODY

    @property
    def whom(self) -> str:
        """Return in words who is counted at last; nothing for everybody with the units below."""
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
    """Return the unit's figure on the day and on the same day of each month before.

    One query for each audience that the target had. The plan in question is that of the target,
    else the one that leads.
    """
    if scope.skill is None:
        return Trend((), ())
    plan = _list_phases(scope.day, target)
    days, last = _choose_days(scope.day, plan, reach)
    # One about everybody today draws the curve of the unit: of everybody on all days.
    about = target.target if target and target.listed_by else None
    subtree = _look_back(scope, context, days[0]).narrow_to(
        [scope.unit], with_below=about is None or about.with_below
    )
    # Beside another measure its line would mislead.
    drawn = target if target and target.measure == scope.measure else None
    return Trend(
        tuple(_count_cells(subtree, (scope.skill, scope.level), scope.measure, about, days)),
        tuple(one for one in plan if one.starts_on <= last and one.ends_on >= days[0]),
        drawn,
        tuple(list_steps(drawn, days, subtree)),
        tuple(list_marks(drawn, days[0], last)),
        *(last, about, tuple(_list_earlier(target, days))),
    )


def _count_cells(
    subtree: Subtree,
    pair: SkillLevel,
    measure: Measure,
    about: AskedTarget | None,
    days: Sequence[dt.date],
) -> list[CoverageFigure]:
    cells: list[CoverageFigure] = []
    for audience, own in group_by_audience(about, days):
        cells += coverage_over(subtree, [pair], days=own, measure=measure, audience=audience)
    return sorted(cells, key=lambda cell: cell.day)


def _list_earlier(row: TargetRow | None, days: Sequence[dt.date]) -> Iterator[tuple[dt.date, str]]:
    """Yield whom the target was about before a day within the days, and then no longer."""
    if row is None:
        return
    for past in row.target.past:
        after = row.target.as_of(past.until).audience
        if days[0] < past.until <= days[-1] and past.audience.key != after.key:
            yield past.until, str(past.audience) or gettext("Everybody")


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
