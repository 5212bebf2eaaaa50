"""Lays one skill out as units by levels, with the courses that teach each level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from courses.models import CourseSkill
from reporting.figures.subtree import UnitContext
from reporting.insights.heatmap import (
    CoverageRow,
    HeatMap,
    build_heat_map,
    list_coverage_rows,
    list_shown_levels,
)
from reporting.query.scope import Scope
from reporting.query.units import UnitRelatives


@dataclass(frozen=True)
class TaughtLevel:
    """Holds a level of the skill with the courses that lead to it, current ones first."""

    level: int
    level_name: str
    courses: tuple[CourseSkill, ...]


@dataclass(frozen=True)
class SkillMap:
    """Holds the figures by level of the unit and its parts, and what teaches each level."""

    heat: HeatMap
    levels: tuple[TaughtLevel, ...]
    rows: tuple[CoverageRow, ...]


def build_skill_map(scope: Scope, relatives: UnitRelatives, context: UnitContext) -> SkillMap:
    """Return the map of the scope's skill: as many queries for a nation as for an office."""
    if scope.skill is None:
        return SkillMap(build_heat_map(scope, ()), (), ())
    levels = list(list_shown_levels(scope, context.names))
    rows = list_coverage_rows(
        scope,
        relatives.below,
        context=context,
        skills=[scope.skill],
        levels=[number for number, _name in levels],
        by_kind=True,
    )
    taught = tuple(_list_taught(scope, levels))
    return SkillMap(build_heat_map(scope, rows), taught, tuple(rows))


def _list_taught(scope: Scope, levels: list[tuple[int, str]]) -> Iterator[TaughtLevel]:
    """Yield each level with the courses between the level before it and itself: one query."""
    found = CourseSkill.objects.filter(skill=scope.skill).select_related("course")
    rows = sorted(
        found.order_by("course__slug", "pk"), key=lambda row: (not row.course.is_live, row.level)
    )
    lowest = 0
    for number, name in levels:
        within = (row for row in rows if lowest < row.level <= number)
        yield TaughtLevel(number, name, tuple(within))
        lowest = number
