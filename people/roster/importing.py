"""Writes the people of a roster file, in bulk and in one transaction."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from people.imports.tables import Problem, Source
from people.roster.matching import CellConflict, RosterPlan
from people.roster.parsing import ParsedRoster, RosterRow, parse_roster

__all__ = ["ParsedRoster", "RosterReport", "RosterRow", "import_roster", "parse_roster"]


@dataclass
class RosterReport:
    """How many lines did what; the problems of kind *wrong* are lines that did nothing."""

    created: int = 0
    updated: int = 0
    moved: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def import_roster(source: Source, *, at: dt.datetime | None = None) -> RosterReport:
    """Create, update and move the people of a roster; what is right is written, at once.

    People who are not in the file stay as they are. Wrong lines are reported, not written.
    """
    roster = parse_roster(source)
    report = RosterReport(problems=roster.problems)
    register = RosterPlan(roster.rows, at=at or timezone.now())
    for row in roster.rows:
        try:
            outcome = register.add(row)
        except CellConflict as wrong:
            report.problems.append(Problem(row.line, wrong.column, wrong.message))
        else:
            setattr(report, outcome, getattr(report, outcome) + 1)
    register.write()
    report.problems.sort(key=lambda problem: problem.line)
    return report
