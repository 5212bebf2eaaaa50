"""Lays out the tables of the insights page as sheets, from the rows that the page shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.models import Agency
from plan.models import Skill
from plan.targets import write_milestones
from reporting.figures.targets import TargetRow
from reporting.insights.heatmap import CoverageRow
from reporting.query.scope import Scope


def _subject_headings() -> SheetRow:
    return [
        _("Unit code"),
        _("Unit"),
        _("Skill code"),
        _("Skill"),
        _("Level number"),
        _("Level"),
    ]


def _subject_cells(unit: Agency, skill: Skill, level: int, level_name: str) -> SheetRow:
    return [unit.code, unit.name, skill.code, skill.name, level, level_name]


def build_target_sheet(rows: Iterable[TargetRow]) -> Sheet:
    """Return the targets with their paces, a line each."""
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
    ]
    return Sheet(_("Targets"), headings, tuple(_target_cells(row) for row in rows))


def _target_cells(row: TargetRow) -> SheetRow:
    target = row.target
    return [
        *_subject_cells(target.agency, target.skill, target.level, row.level_name),
        # str(): the writers take text, and a lazy translation is none.
        str(row.measure.label),
        _("Yes") if target.with_below else _("No"),
        row.day.isoformat(),
        row.held,
        row.asked,
        row.gap,
        str(row.state.label),
        row.needed,
        row.lately,
        row.longer,
        target.due_on.isoformat(),
        target.baseline,
        target.baseline_on.isoformat(),
        target.phase.plan.name,
        target.phase.name,
        f"{target.clause.code} {target.clause.name}",
        target.source,
        _("sample figure") if target.is_sample else "",
        target.percent,
        str(target.audience),
        row.posted,
        write_milestones(target.milestone_days),
    ]


def build_coverage_sheet(rows: Iterable[CoverageRow]) -> Sheet:
    """Return the figures by unit and skill, a line each."""
    headings = [
        *_subject_headings(),
        _("Measure"),
        _("Day"),
        _("Posted"),
        _("Count"),
        _("Percent of those posted"),
    ]
    return Sheet(_("Units and skills"), headings, tuple(_coverage_cells(row) for row in rows))


def _coverage_cells(row: CoverageRow) -> SheetRow:
    cell = row.cell
    return [
        *_subject_cells(cell.unit, cell.skill, cell.level, row.level_name),
        str(cell.measure.label),
        cell.day.isoformat(),
        row.posted,
        cell.count,
        row.share,
    ]


def build_about_sheet(scope: Scope) -> Sheet:
    """Return the sheet that tells which unit, day and measure the file is about."""
    lines = (
        [_("Unit code"), scope.unit.code],
        [_("Unit"), scope.unit.name],
        [_("Day"), scope.day.isoformat()],
        [_("Measure"), str(scope.measure.label)],
    )
    return Sheet(_("About this file"), [_("What"), _("Value")], lines)
