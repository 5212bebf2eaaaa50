"""Reads a locked month with what was put right since: both numbers of a figure, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from people.text.formatting import digits, percent_of
from people.text.languages import in_language
from plan.models import Measure
from plan.targets import TargetAudience
from reporting.figures.targets import name_counting
from reporting.models import LockedMonth, MonthAdjustment
from reporting.months.month import Month
from reporting.months.sealing import load_month_file


@dataclass(frozen=True)
class LockedFigure:
    """A figure as it was locked, and the last approved adjustment of it."""

    facts: dict[str, Any]
    adjustment: MonthAdjustment | None = None

    @property
    def id(self) -> str:
        return str(self.facts["id"])

    @property
    def value(self) -> int:
        """Return the number that counts now."""
        return self.adjustment.value if self.adjustment else self.locked

    @property
    def locked(self) -> int:
        return int(self.facts["value"])

    @property
    def posted(self) -> int:
        return int(self.facts["posted"])

    @property
    def measure(self) -> Measure:
        return Measure(self.facts["measure"])

    @property
    def share(self) -> float | None:
        """Return percent of those posted; of completions it would say nothing."""
        if self.measure is not Measure.HELD or not self.posted:
            return None
        return percent_of(self.value, self.posted)

    @property
    def whom(self) -> str:
        return name_audience(self.facts["audience"])

    @property
    def counting(self) -> str:
        """Return in words what it counts, and of whom where it is not everybody."""
        return name_counting(self.measure, self.whom, with_below=self.facts["with_below"])

    @property
    def is_whole(self) -> bool:
        """Return whether it counts everybody of the unit and below who holds the skill."""
        plain = self.facts["with_below"] and not self.facts["audience"]
        return bool(plain) and self.measure is Measure.HELD


def name_audience(told: dict[str, Any] | None) -> str:
    """Return in words whom a locked figure is about; nothing for everybody."""
    return str(TargetAudience(**told)) if told else ""


@dataclass(frozen=True)
class LockedTarget:
    """What the plan asked, beside the figure that it is measured by."""

    facts: dict[str, Any]
    figure: LockedFigure

    @property
    def gap(self) -> int:
        return max(int(self.facts["asked"]) - self.figure.value, 0)


@dataclass(frozen=True)
class MonthReading:
    """A locked month to read: its file, and its figures with their adjustments."""

    row: LockedMonth
    content: dict[str, Any]
    adjustments: tuple[MonthAdjustment, ...]

    @property
    def month(self) -> Month:
        return Month(self.row.month)

    @property
    def day(self) -> dt.date:
        return self.month.last_day

    @cached_property
    def figures(self) -> dict[str, LockedFigure]:
        # In the order of decisions: of two, the later one is kept.
        last = {one.figure: one for one in self.adjustments}
        found = self.content["figures"]
        return {key: LockedFigure(facts, last.get(key)) for key, facts in found.items()}

    @cached_property
    def targets(self) -> list[LockedTarget]:
        rows = self.content["targets"]
        return [LockedTarget(facts, self.figures[facts["figure"]]) for facts in rows]

    def name(self, kind: str, key: str) -> str:
        """Return the name that a unit, skill, clause or phase had, in the active language."""
        named = self.content[kind].get(key, {})
        return in_language(named.get("names", named)) or key

    def name_level(self, figure: LockedFigure) -> str:
        """Return ``2 · Basic``, as the figures of today do."""
        level = figure.facts["level"]
        names = self.content["levels"].get(f"{figure.facts['skill']}/{level}", {})
        return " · ".join(filter(None, (digits(level), in_language(names))))


def read_month(row: LockedMonth) -> MonthReading:
    """Return the month with its approved adjustments: one query. Raise `MonthTampered`."""
    approved = MonthAdjustment.objects.approved().filter(month=row)
    rows = tuple(approved.select_related("asked_by", "decided_by"))
    return MonthReading(row, load_month_file(row), rows)
