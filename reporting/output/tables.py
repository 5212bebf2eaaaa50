"""Writes the tables of the insights page as CSV and XLSX, from the rows the screen shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from people.imports.csv_safety import escape_formula
from people.models import Agency
from plan.models import Skill
from reporting.figures.coverage import Measure
from reporting.figures.targets import TargetRow
from reporting.insights.heatmap import CoverageRow
from reporting.query.scope import Scope

_BOM = "\ufeff"
SheetRow = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings, its lines."""

    name: str
    headings: SheetRow
    lines: tuple[SheetRow, ...]


class _EchoBuffer:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


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


def build_target_sheet(scope: Scope, rows: Iterable[TargetRow]) -> Sheet:
    headings = [
        *_subject_headings(),
        _("Measure"),
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
        _("Phase"),
        _("Clause"),
        _("Source"),
        _("Sample figure"),
    ]
    return Sheet(_("Targets"), headings, tuple(_target_cells(row) for row in rows))


def _target_cells(row: TargetRow) -> SheetRow:
    target = row.target
    return [
        *_subject_cells(target.agency, target.skill, target.level, row.level_name),
        str(Measure.HELD.label),
        row.day.isoformat(),
        row.held,
        target.headcount,
        row.gap,
        str(row.state.label),
        row.needed,
        row.lately,
        row.longer,
        target.due_on.isoformat(),
        target.baseline,
        target.baseline_on.isoformat(),
        target.phase.name,
        f"{target.clause.code} {target.clause.name}",
        target.source,
        _("sample figure") if target.is_sample else "",
    ]


def build_coverage_sheet(scope: Scope, rows: Iterable[CoverageRow]) -> Sheet:
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
    """Which unit, day and measure the file is about."""
    lines = (
        [_("Unit code"), scope.unit.code],
        [_("Unit"), scope.unit.name],
        [_("Day"), scope.day.isoformat()],
        [_("Measure"), str(scope.measure.label)],
    )
    return Sheet(_("About this file"), [_("What"), _("Value")], lines)


def write_csv(table: Sheet) -> Iterator[str]:
    """The table line by line, marked as UTF-8 for spreadsheets."""
    writer = csv.writer(_EchoBuffer())
    yield _BOM + writer.writerow(escape_row(table.headings))
    for line in table.lines:
        yield writer.writerow(escape_row(line))


def write_xlsx(tables: Iterable[Sheet]) -> bytes:
    """The tables as sheets of one workbook."""
    book, content = Workbook(write_only=True), io.BytesIO()
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        for line in (table.headings, *table.lines):
            sheet.append(escape_row(line))
    book.save(content)
    return content.getvalue()


def escape_row(line: SheetRow) -> list[Any]:
    """The line without anything that a spreadsheet would calculate or could not hold."""
    return [_escape_value(value) for value in line]


def _escape_value(value: Any) -> Any:
    """The value; whole numbers without decimals, so that every kind of file writes them alike."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return escape_formula(value) if isinstance(value, str) else value
