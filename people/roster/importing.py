"""Imports the people of a roster file, in bulk and in one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from people.imports.report import ImportReport, Problem
from people.imports.tables import Source
from people.roster.identity import CellConflict
from people.roster.matching import RosterPlan
from people.roster.parsing import RosterRow, parse_roster


@transaction.atomic
def import_roster(source: Source, *, at: dt.datetime | None = None) -> ImportReport:
    """Create, update and move the people of a roster; usable lines are written, wrong ones told.

    People who are not in the file stay as they are, and so do names and contacts of people who
    have signed in or hold a role.
    """
    roster = parse_roster(source)
    report = ImportReport(moved=0, problems=roster.problems)
    plan = RosterPlan(roster.rows, at=at or timezone.now())
    for row in roster.rows:
        try:
            report.count(plan.add(row), row.line, _describe_row(row))
        except CellConflict as wrong:
            report.problems.append(Problem(row.line, wrong.column, wrong.message))
    plan.write()
    report.problems += plan.notes
    report.problems.sort(key=lambda problem: problem.line)
    return report


def _describe_row(row: RosterRow) -> str:
    name = row.person.get("name_my") or row.person.get("name_en", "")
    return " · ".join(filter(None, (row.staff_number, name, row.agency)))
