"""Lays out the tables that stand beside charts, from the rows that the charts are drawn from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.text.formatting import to_tenth
from reporting.insights.compare import ComparedFigure, Comparison, Side
from reporting.output.naming import skill_headings, write_skill


def build_comparison_sheet(comparison: Comparison) -> Sheet:
    """Return a line for each skill, with what either side has of it and the changes."""
    headings = [
        *skill_headings(),
        _("Measure"),
        *_side_headings(_("First side")),
        *_side_headings(_("Second side")),
        *(_("Change in people"), _("Change in percentage points")),
    ]
    measure = comparison.measure_name
    lines = tuple(
        [
            *write_skill(row.skill, row.level, row.level_name),
            measure,
            *_side_cells(comparison.first, row.first),
            *_side_cells(comparison.second, row.second),
            *(row.people, row.points),
        ]
        for row in comparison.rows
    )
    return Sheet(_("Comparison"), headings, lines)


def describe_sides(comparison: Comparison) -> list[SheetRow]:
    """Return the lines about a file that name what it compares."""
    sides = {_("First side"): comparison.first, _("Second side"): comparison.second}
    return [
        [what, f"{side.name} · {side.scope.unit.name} ({side.scope.unit.code})"]
        for what, side in sides.items()
    ]


def _side_headings(side: str) -> SheetRow:
    names = (_("Unit code"), _("Unit"), _("Day"), _("Posted"), _("Count"))
    return [f"{side}: {name}" for name in (*names, _("Percent of those posted"), _("Target"))]


def _side_cells(side: Side, figure: ComparedFigure) -> SheetRow:
    return [
        *(side.scope.unit.code, side.scope.unit.name, side.scope.day),
        *(figure.posted, figure.count, to_tenth(figure.share), figure.asked),
    ]
