"""Lays figures out as units by skills, for the heat map, its file and the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from people.models import Agency
from plan.levels import LevelNames, name_level
from plan.models import Skill
from reporting.figures.coverage import CoverageFigure, Measure, coverage_over
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import UnitContext
from reporting.query.scope import Scope, skills_in_use

_SHADE_COUNT = 6  # reporting.css has the classes heat-0 to heat-5


@dataclass(frozen=True)
class CoverageRow:
    """Holds a figure beside the number of persons posted in its unit."""

    cell: CoverageFigure
    level_name: str
    posted: int

    @property
    def share(self) -> float | None:
        """Return held now as percent of those posted, else None."""
        # Completions happened over years: a percentage of those posted today says nothing.
        if self.cell.measure != Measure.HELD or not self.posted:
            return None
        return round(100 * self.cell.count / self.posted, 1)

    @property
    def is_missing(self) -> bool:
        """Return whether there is nobody to count."""
        return not self.posted and not self.cell.count


@dataclass(frozen=True)
class HeatRow:
    """Holds the figures of a unit, one for each skill."""

    unit: Agency
    posted: int
    cells: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class HeatMap:
    """Holds the unit as a whole, then those right under it; ``most`` is their largest figure."""

    skills: tuple[Skill, ...]
    rows: tuple[HeatRow, ...]
    most: int


def list_coverage_rows(
    scope: Scope,
    below: Sequence[Agency],
    *,
    context: UnitContext,
    skills: Sequence[Skill] | None = None,
) -> list[CoverageRow]:
    """Return a row for the unit and each unit below, by skill shown (or those given)."""
    subtree = context.subtree.narrow_to([scope.unit, *below])
    chosen = _list_shown_skills(scope) if skills is None else skills
    posted = count_posted(subtree.units, day=scope.day, subtree=subtree)
    pairs = [(skill, scope.level) for skill in chosen]
    cells = coverage_over(subtree, pairs, days=[scope.day], measure=scope.measure)
    return [_build_coverage_row(cell, context.names, posted[cell.unit.pk]) for cell in cells]


def _list_shown_skills(scope: Scope) -> list[Skill]:
    """Return the skills in use, and the scope's own even if it is not, by code."""
    own = [scope.skill] if scope.skill else []
    return sorted({*skills_in_use(), *own}, key=lambda skill: skill.code)


def _build_coverage_row(cell: CoverageFigure, names: LevelNames, posted: int) -> CoverageRow:
    return CoverageRow(cell, name_level(names, cell.skill, cell.level), posted)


def build_heat_map(scope: Scope, rows: Sequence[CoverageRow]) -> HeatMap:
    """Return the rows as a grid."""
    by_unit: dict[Agency, list[CoverageRow]] = {}
    for row in rows:
        by_unit.setdefault(row.cell.unit, []).append(row)
    skills = dict.fromkeys(row.cell.skill for row in rows)
    lines = tuple(HeatRow(unit, cells[0].posted, tuple(cells)) for unit, cells in by_unit.items())
    # Without the whole unit, whose figure would make all parts pale.
    parts = [row for row in rows if row.cell.unit != scope.unit] or rows
    return HeatMap(tuple(skills), lines, max((row.cell.count for row in parts), default=0))


def choose_shade(row: CoverageRow, most: int) -> int:
    """Return a shade, 0 to 5: by share of those posted, else by the largest count."""
    if row.share is not None:
        return min(int(row.share / 100 * _SHADE_COUNT), _SHADE_COUNT - 1)
    return min(row.cell.count * _SHADE_COUNT // max(most, 1), _SHADE_COUNT - 1)
