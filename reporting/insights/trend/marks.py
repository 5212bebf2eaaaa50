"""Lists what the plan asked on each day of a curve, and the days that a target names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plan.targets import EVERYBODY, TargetAudience
from reporting.figures.headcount import count_posted_over
from reporting.figures.subtree import Subtree
from reporting.figures.targets import AskedTarget, TargetRow


class MarkKind(TextChoices):
    """Names what a target says of a day."""

    BASELINE = "baseline", _("Baseline")
    MILESTONE = "milestone", _("Milestone")
    DUE = "due", _("Due")


@dataclass(frozen=True)
class Mark:
    """Holds a day of the target with the people it names."""

    on: dt.date
    people: int
    kind: MarkKind


@dataclass(frozen=True)
class Step:
    """Holds how many people the target asked from a day on."""

    since: dt.date
    asked: int


def list_marks(row: TargetRow | None, first: dt.date, last: dt.date) -> list[Mark]:
    """Return the baseline, the milestones and the due day that lie in the time of the curve."""
    if row is None:
        return []
    target = row.target
    marks = [
        Mark(target.baseline_on, target.baseline, MarkKind.BASELINE),
        *(Mark(one.on, one.people, MarkKind.MILESTONE) for one in row.milestones),
        Mark(target.due_on, row.asked, MarkKind.DUE),
    ]
    return [mark for mark in marks if first <= mark.on <= last]


def list_steps(row: TargetRow | None, days: Sequence[dt.date], subtree: Subtree) -> list[Step]:
    """Return what the target asked in the time of the days, a step for each change of it.

    Of a target in percent it changes with the people posted whom it was about: a query more for
    each audience that it had.
    """
    if row is None:
        return []
    target, past = row.target, row.target.past
    first = max(days[0], target.phase.plan.in_force_on or days[0])
    changes = {first, *(one.until for one in past)}
    is_percent = bool(target.percent) or any(one.percent for one in past)
    if is_percent:
        changes.update(days)
    found = sorted(day for day in changes if first <= day <= days[-1])
    posted: dict[dt.date, int] = {}
    for audience, asked in group_by_audience(target, found) if is_percent else ():
        posted |= count_posted_over(subtree, asked, audience)
    then = [(day, target.as_of(day)) for day in found]
    steps = [Step(day, one.count_asked(one.value, posted.get(day, 0))) for day, one in then]
    # Where nothing changed there is no step.
    return [
        step
        for before, step in zip([None, *steps], steps, strict=False)
        if before is None or before.asked != step.asked
    ]


def group_by_audience(
    target: AskedTarget | None, days: Sequence[dt.date]
) -> list[tuple[TargetAudience, list[dt.date]]]:
    """Return each audience that the target had, with its days; of no target everybody."""
    found: dict[str, tuple[TargetAudience, list[dt.date]]] = {}
    for day in days:
        audience = target.as_of(day).audience if target else EVERYBODY
        found.setdefault(audience.key, (audience, []))[1].append(day)
    return list(found.values())


def asked_on(steps: Sequence[Step], day: dt.date) -> int | None:
    """Return what was asked on the day; None before the plan came into force."""
    return next((step.asked for step in reversed(steps) if step.since <= day), None)
