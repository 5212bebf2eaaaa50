"""Lays out the courses that the plan needs, a line for each skill."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.files import Sheet
from reporting.insights.planning.supply import SupplyRow


def build_supply_sheet(rows: Iterable[SupplyRow]) -> Sheet:
    """Return the rows of the page."""
    headings = [
        *(_("Skill code"), _("Skill"), _("Level number"), _("Level"), _("State")),
        *(_("Gap"), _("Targets"), _("Due"), _("Courses")),
    ]
    lines = tuple(
        [
            *(row.skill.code, row.skill.name, row.level, row.level_name, str(row.state.label)),
            *(row.gap, len(row.targets), row.due_on),
            "; ".join(course.title for course in row.courses),
        ]
        for row in rows
    )
    return Sheet(_("Courses for the plan"), headings, lines)
