"""Lays out the tables of the insights page as sheets, from the rows that the page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from certification.models import Evidence
from people.files import Sheet, SheetRow
from people.models import Agency
from people.text.formatting import to_tenth
from plan.levels import LevelNames, name_level
from plan.models import Skill
from plan.targets import write_milestones
from reporting.figures.coverage import CoverageFigure, coverage_over
from reporting.figures.headcount import count_posted
from reporting.figures.rosters import read_matches
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow
from reporting.insights.heatmap import CoverageRow, list_shown_skills
from reporting.insights.planning import TargetOutlook
from reporting.insights.planning.what_if import Forecast
from reporting.insights.trend import Trend, TrendLine, list_trend_lines
from reporting.output.naming import skill_headings, write_skill
from reporting.query.scope import Scope, name_measure


def _subject_headings() -> SheetRow:
    return [_("Unit code"), _("Unit"), *skill_headings()]


def _subject_cells(unit: Agency, skill: Skill, level: int, level_name: str) -> SheetRow:
    return [unit.code, unit.name, *write_skill(skill, level, level_name)]


def build_target_sheet(outlooks: Iterable[TargetOutlook]) -> Sheet:
    """Return the targets with their paces and where these lead, a line each."""
    headings = [
        *_subject_headings(),
        _("Measure"),
        _("With the units below"),
        _("Day"),
        _("Held"),
        _("Target"),
        _("Gap"),
        _("Pace"),
        _("Needed a month"),
        _("Lately a month (90 days)"),
        _("Lately a month (180 days)"),
        _("Due"),
        _("Baseline"),
        _("Baseline day"),
        _("Plan"),
        _("Phase"),
        _("Clause"),
        _("Source"),
        _("Sample figure"),
        _("Percent asked"),
        _("Whom it is about"),
        _("People whom it is about"),
        _("Milestones"),
        # Last: programs that read the columns before go on.
        _("In training"),
        _("Without it"),
        _("Forecast, slower pace"),
        _("Forecast, faster pace"),
        _("Forecast"),
    ]
    return Sheet(_("Targets"), headings, tuple(_target_cells(one) for one in outlooks))


def _target_cells(outlook: TargetOutlook) -> SheetRow:
    row, target = outlook.row, outlook.row.target
    return [
        *_subject_cells(target.agency, target.skill, target.level, row.level_name),
        name_measure(row.measure, row.day),
        _("Yes") if target.with_below else _("No"),
        row.day,
        row.held,
        row.asked,
        row.gap,
        str(row.told_state.label) if row.told_state else "",
        *_pace_cells(outlook.paced),
        target.due_on,
        target.baseline,
        target.baseline_on,
        target.phase.plan.name,
        target.phase.name,
        f"{target.clause.code} {target.clause.name}",
        target.source,
        _("sample figure") if target.is_sample else "",
        target.percent,
        str(target.audience),
        row.posted,
        write_milestones(target.milestones),
        outlook.in_training,
        outlook.lacking,
        *_forecast_cells(outlook.forecast),
    ]


def _pace_cells(row: TargetRow | None) -> SheetRow:
    return [row.needed, row.lately, row.longer] if row else [None, None, None]


def _forecast_cells(forecast: Forecast | None) -> SheetRow:
    if forecast is None:
        return [None, None, ""]
    return [forecast.low, forecast.high, str(forecast.outlook.label)]


def build_coverage_sheet(rows: Iterable[CoverageRow]) -> Sheet:
    """Return the figures by unit and skill, a line each."""
    headings = [
        *_subject_headings(),
        _("Measure"),
        _("Day"),
        _("Posted"),
        _("Count"),
        _("Percent of those posted"),
        *(str(kind.label) for kind in Evidence.COUNTED),
    ]
    return Sheet(_("Units and skills"), headings, tuple(_coverage_cells(row) for row in rows))


def _coverage_cells(row: CoverageRow) -> SheetRow:
    cell = row.cell
    return [
        *_subject_cells(cell.unit, cell.skill, cell.level, row.level_name),
        name_measure(cell.measure, cell.day),
        cell.day,
        row.posted,
        cell.count,
        to_tenth(row.share),
        # They add up to the count. Last: programs that read the columns before go on.
        *(cell.kinds.get(kind) for kind in Evidence.COUNTED),
    ]


def build_trend_sheet(trends: Iterable[Trend], names: LevelNames) -> Sheet:
    """Return the lines of the curves' tables: figures, steps and marks by day."""
    headings = [
        *_subject_headings(),
        *(_("Measure"), _("Day"), _("Count"), _("Target"), _("Phase")),
        _("What the target names"),
        # Last: programs that read the columns before go on.
        *(_("With the units below"), _("Whom it is about")),
    ]
    lines = tuple(
        [*_trend_cells(trend.cells[-1], line, names), *_whom_cells(trend, line)]
        for trend in trends
        for line in list_trend_lines(trend)
    )
    return Sheet(_("Over time"), headings, lines)


def _trend_cells(cell: CoverageFigure, line: TrendLine, names: LevelNames) -> SheetRow:
    level = name_level(names, cell.skill, cell.level)
    marks = "; ".join(f"{mark.kind.label} {mark.people}" for mark in line.marks)
    return [
        *_subject_cells(cell.unit, cell.skill, cell.level, level),
        *(name_measure(cell.measure, cell.day), line.day, line.count, line.asked),
        *(line.phase.name if line.phase else "", marks),
    ]


def _whom_cells(trend: Trend, line: TrendLine) -> SheetRow:
    return [_("Yes") if trend.with_below else _("No"), str(line.audience)]


def build_units_sheet(scope: Scope, context: UnitContext) -> Sheet:
    """Return the figures of the unit and of every one below it, whatever its depth."""
    sheet = build_coverage_sheet(())
    lines = _write_units(scope, context, get_language() or "my")
    return replace(sheet, name=_("All units"), lines=lines)


def _write_units(scope: Scope, context: UnitContext, language: str) -> Iterator[SheetRow]:
    """Yield the lines skill by skill: thousands of units by all skills would be held at once."""
    subtree = context.subtree.narrow_to(_list_units(scope, context))
    posted = count_posted(subtree, scope.day)
    matches = read_matches(subtree, scope.day)
    for skill in list_shown_skills(scope):
        cells = coverage_over(
            *(subtree, [(skill, scope.level)]),
            days=[scope.day],
            measure=scope.measure,
            by_kind=True,
        )
        # A stream is read after the request, when another language may be active.
        with override(language):
            level = name_level(context.names, skill, scope.level)
            rows = [
                CoverageRow(cell, level, posted[cell.unit.pk], matches[cell.unit.pk])
                for cell in cells
            ]
            lines = [_coverage_cells(row) for row in rows if _is_shown(row, scope.day)]
        yield from lines


def _is_shown(row: CoverageRow, day: dt.date) -> bool:
    """Return whether the unit exists, or somebody is counted in it still."""
    return row.cell.unit.exists_on(day) or not row.is_missing


def _list_units(scope: Scope, context: UnitContext) -> list[Agency]:
    """Return all agencies in the unit on the day, in the order of its tree."""
    found = Agency.objects.in_bulk(context.subtree.agencies_on(scope.day))
    context.places.show_as_on(scope.day, found.values())
    return sorted(found.values(), key=lambda unit: context.places.order_on(unit.pk, scope.day))
