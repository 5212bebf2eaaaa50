"""Lays out the tables that stand beside charts, from the rows that the charts are drawn from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.text.formatting import official_date, to_tenth
from reporting.insights.compare import ComparedFigure, Comparison, Side
from reporting.output.about import describe_future
from reporting.output.naming import skill_headings, write_skill


def build_comparison_sheet(comparison: Comparison) -> Sheet:
    """Return a line for each skill, with what either side has of it and the changes."""
    headings = [
        *skill_headings(),
        _("Measure"),
        *_side_headings(_("First side")),
        *_side_headings(_("Second side")),
        *(_("Change in people"), _("Change in percentage points")),
        # Last: programs that read the columns before go on.
        *_target_headings(_("First side")),
        *_target_headings(_("Second side")),
    ]
    measure = comparison.measure_name
    lines = tuple(
        [
            *write_skill(row.skill, row.level, row.level_name),
            measure,
            *_side_cells(comparison.first, row.first),
            *_side_cells(comparison.second, row.second),
            *(row.people, row.points),
            *(*_target_cells(row.first), *_target_cells(row.second)),
        ]
        for row in comparison.rows
    )
    return Sheet(_("Comparison"), headings, lines)


def describe_sides(comparison: Comparison) -> list[SheetRow]:
    """Return the lines about a file that name what it compares, and the days of it."""
    first, second = comparison.first, comparison.second
    lines = [[_("First side"), _name_side(first)], [_("Second side"), _name_side(second)]]
    if first.phase:
        rule = _("A phase is counted on its last day; one that has not ended, on the day chosen.")
        lines.append([_("Days of phases"), rule])
    # The second has the day of the page, about which a file says by itself that it is to come.
    is_later = first.scope.day > second.scope.day
    return [*lines, *(describe_future(first.scope.day) if is_later else [])]


def _name_side(side: Side) -> str:
    named = f"{side.name} · {side.scope.unit.name} ({side.scope.unit.code})"
    if side.phase is None:
        return named
    if side.is_ahead:
        return _("%(name)s has not begun") % {"name": named}
    return f"{named} · {official_date(side.scope.day)}"


def _side_headings(side: str) -> SheetRow:
    names = (_("Unit code"), _("Unit"), _("Day"), _("Posted"), _("Count"))
    return [f"{side}: {name}" for name in (*names, _("Percent of those posted"), _("Target"))]


def _side_cells(side: Side, figure: ComparedFigure) -> SheetRow:
    return [
        *(side.scope.unit.code, side.scope.unit.name, side.day),
        *(figure.posted, figure.count, to_tenth(figure.share), figure.asked),
    ]


def _target_headings(side: str) -> SheetRow:
    return [f"{side}: {name}" for name in (_("Due"), _("Sample figure"))]


def _target_cells(figure: ComparedFigure) -> SheetRow:
    if figure.target is None:
        return [None, ""]
    target = figure.target.target
    return [target.due_on, _("sample figure") if target.is_sample else ""]
