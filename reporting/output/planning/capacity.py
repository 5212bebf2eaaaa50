"""Lays out the priorities of a capacity plan, a line each."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.files import Sheet, SheetRow
from plan.models import QUARTERS
from reporting.insights.planning.capacity import PriorityRow


def build_capacity_sheet(rows: Iterable[PriorityRow]) -> Sheet:
    """Return the priorities with what is planned and taught in each quarter."""
    headings = [
        *(_("Skill"), _("Code"), _("Level number"), _("Level")),
        *(_("Importance"), _("People asked"), _("Gap")),
    ]
    for quarter in QUARTERS:
        headings += [
            f"{_('Seats')} {quarter}",
            f"{_('Budget in kyat')} {quarter}",
            f"{_('Trained here')} {quarter}",
        ]
    return Sheet(
        pgettext("workbook", "Capacity plan"), headings, [_write_priority(row) for row in rows]
    )


def _write_priority(row: PriorityRow) -> SheetRow:
    one = row.priority
    cells = [
        *(one.skill.name, one.skill.code, one.level, row.level_name),
        *(one.get_importance_display(), one.headcount, one.gap),
    ]
    for quarter in row.quarters:
        cells += [quarter.seats, quarter.budget, quarter.trained]
    return cells
