"""Lays out the courses that the plan needs, a line for each skill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from courses.models import Course
from people.files import Sheet, SheetRow
from reporting.insights.planning.supply import SupplyRow
from reporting.output.naming import skill_headings, write_skill


def build_supply_sheet(rows: Iterable[SupplyRow]) -> Sheet:
    """Return the rows of the page."""
    headings = [
        *skill_headings(),
        _("State"),
        *(
            _("Gap"),
            _("Targets"),
            _("First due"),
            _("Courses"),
            _("Review by"),
            _("Whose courses"),
        ),
        # Last: programs that read the columns before go on.
        _("Languages that are missing"),
    ]
    lines = tuple(
        [
            *write_skill(row.skill, row.level, row.level_name),
            str(row.state.label),
            *(row.gap, len(row.targets), row.due_on),
            *_write_courses([one.course for one in row.courses]),
            row.missing_languages,
        ]
        for row in rows
    )
    return Sheet(_("Courses for the plan"), headings, lines)


def _write_courses(courses: Sequence[Course]) -> SheetRow:
    """Return the titles, the first day by which one is to be reviewed, and whose they are."""
    agencies = dict.fromkeys(course.agency.name for course in courses)
    days = [course.review_by for course in courses if course.review_by]
    titles = "; ".join(course.title for course in courses)
    return [titles, min(days, default=None), "; ".join(agencies)]
