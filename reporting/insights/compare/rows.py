"""Counts both sides of a comparison by the functions of the insights page, and subtracts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from people.text.formatting import percent_of
from plan.levels import name_level
from plan.models import Skill
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.charts import choose_tick_step
from reporting.insights.compare.sides import Side, Sides
from reporting.insights.heatmap import CoverageRow, list_coverage_rows, list_shown_skills
from reporting.insights.own_target import find_own_target
from reporting.query.scope import name_measure

# The paces of targets look half a year back.
_LOOKS_BACK = dt.timedelta(days=190)
_WHOLE = 100  # percent


@dataclass(frozen=True)
class ComparedFigure:
    """Holds what a side has of a skill; a phase that lies ahead has a target only."""

    row: CoverageRow | None
    target: TargetRow | None

    @property
    def posted(self) -> int | None:
        return self.row.posted if self.row else None

    @property
    def count(self) -> int | None:
        return self.row.cell.count if self.row else None

    @property
    def share(self) -> float | None:
        return self.row.share if self.row else None

    @property
    def asked(self) -> int | None:
        return self.target.asked if self.target else None

    @property
    def asked_share(self) -> float | None:
        """Return the target as percent of those posted; none where nobody is."""
        if self.asked is None or not self.posted:
            return None
        return percent_of(self.asked, self.posted)


@dataclass(frozen=True)
class ComparedRow:
    """Holds a skill with its figure on either side; changes are of the second from the first."""

    skill: Skill
    level: int
    level_name: str
    first: ComparedFigure
    second: ComparedFigure

    @property
    def people(self) -> int | None:
        """Return how many more count on the second side; None where a side has no figure."""
        if self.first.count is None or self.second.count is None:
            return None
        return self.second.count - self.first.count

    @property
    def points(self) -> float | None:
        """Return by how many percentage points the share of the second side is larger."""
        if self.first.share is None or self.second.share is None:
            return None
        return round(self.second.share - self.first.share, 1)


@dataclass(frozen=True)
class Comparison:
    """Holds both sides, a row for each skill, and that of the skill of the page."""

    first: Side
    second: Side
    rows: tuple[ComparedRow, ...]
    main: ComparedRow | None

    @property
    def measure_name(self) -> str:
        """Return the measure in words: on a day to come, on either side, nothing is held now."""
        first, second = self.first.scope, self.second.scope
        return name_measure(first.measure, max(first.day, second.day))

    @property
    def posted(self) -> tuple[int | None, int | None]:
        """Return how many are posted on either side."""
        if self.main is None:
            return None, None
        return self.main.first.posted, self.main.second.posted

    @property
    def posted_change(self) -> int | None:
        first, second = self.posted
        return None if first is None or second is None else second - first

    @property
    def is_by_share(self) -> bool:
        """Return whether the pictures show shares: then large and small units can be compared."""
        return any(one.share is not None for row in self.rows for one in (row.first, row.second))

    @property
    def most(self) -> int:
        """Return the right end of the pictures' scale: a round number above all figures."""
        figures = [one for row in self.rows for one in (row.first, row.second)]
        if self.is_by_share:
            numbers = [n for one in figures for n in (one.share, one.asked_share)]
        else:
            numbers = [n for one in figures for n in (one.count, one.asked)]
        highest = math.ceil(max((n or 0 for n in numbers), default=0)) or 1
        step = choose_tick_step(highest)
        # A target may be more people than are posted; a share never is.
        top = math.ceil(highest / step) * step
        return min(top, _WHOLE) if self.is_by_share else top


def compare_sides(sides: Sides) -> Comparison:
    """Return the comparison, in as many queries for two nations as for two townships."""
    first, second = sides
    scopes = [side.scope for side in sides]
    since = min(scope.day for scope in scopes) - _LOOKS_BACK
    context = UnitContext.since([scope.unit for scope in scopes], since)
    skills = list_shown_skills(first.scope)
    before, after = (_count_side(side, skills, context) for side in sides)
    level = first.scope.level
    rows = [
        ComparedRow(
            *(skill, level, name_level(context.names, skill, level)),
            *(before[skill.pk], after[skill.pk]),
        )
        for skill in skills
    ]
    main = next((row for row in rows if row.skill == first.scope.skill), None)
    return Comparison(first, second, tuple(rows), main)


def _count_side(
    side: Side, skills: Sequence[Skill], context: UnitContext
) -> dict[int, ComparedFigure]:
    """Return the figures of the side's unit by skill; of a phase that lies ahead its targets."""
    scope, own = side.scope, context.narrow_to(side.scope.unit)
    counted = () if side.is_ahead else list_coverage_rows(scope, (), context=own, skills=skills)
    rows = {row.cell.skill.pk: row for row in counted}
    targets = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=own)
    if side.phase:
        targets = [row for row in targets if row.target.phase == side.phase]
    return {
        skill.pk: ComparedFigure(
            rows.get(skill.pk), find_own_target(replace(scope, skill=skill), targets)
        )
        for skill in skills
    }
