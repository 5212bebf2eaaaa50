"""Imports the people of a roster file: planned without a lock, written in one transaction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial

from django.utils import timezone

from people.imports.planning import GroundedPlan, PlannedImporter
from people.imports.report import ImportReport, Problem
from people.imports.tables import Source
from people.models import Posting
from people.roster.ground import lock_roster_ground, read_roster_ground
from people.roster.identity import CellConflict
from people.roster.matching import PERSON_FIELDS, RosterChange, RosterMatch, RosterPlan
from people.roster.reading.parsing import RosterRow, parse_roster


def _plan_roster(source: Source, *, at: dt.datetime | None = None) -> GroundedPlan:
    """Create, update and move the people of a roster; usable lines are written, wrong ones told.

    People who are not in the file stay as they are, and so do names and contacts of people who
    have signed in or hold a role.
    """
    roster = parse_roster(source)
    # Before the rows are compared: what changes while they are is seen too.
    ground = read_roster_ground(roster.rows)
    report = ImportReport(moved=0, problems=roster.problems)
    plan = RosterPlan(roster.rows, at=at or timezone.now())
    matches = list(_match_rows(roster.rows, plan, report))
    plan.settle(matches)
    for match in matches:
        _add_match(match, plan, report)
    report.problems.sort(key=lambda problem: problem.line)
    return GroundedPlan(report, ground, partial(lock_roster_ground, roster.rows), plan.write)


import_roster = PlannedImporter(_plan_roster)


def _match_rows(
    rows: Iterable[RosterRow], plan: RosterPlan, report: ImportReport
) -> Iterator[RosterMatch]:
    """Yield the rows that can be used, and report the others."""
    for row in rows:
        try:
            yield plan.match(row)
        except CellConflict as wrong:
            report.problems.append(Problem(row.line, wrong.column, wrong.message))


def _add_match(match: RosterMatch, plan: RosterPlan, report: ImportReport) -> None:
    change = plan.add(match)
    report.problems += change.notes
    report.count(change.outcome, match.row.line, _describe_roster_row(match.row))
    if change.changes_anything and not change.is_new:
        note_change(report, change, plan)


def note_change(report: ImportReport, change: RosterChange, plan: RosterPlan) -> None:
    """Keep for the history what the change makes of a person who is recorded."""
    person = change.match.person
    facts = {name: getattr(person, name) for name in PERSON_FIELDS}
    known = {name: change.replaced.get(name, value) for name, value in facts.items()}
    # Copies: a posting that is ended is the row itself, which is written later.
    last, ended = (_with_home(posting, plan) for posting in (change.last, change.ended))
    new = [one for one in (change.added or change.corrected, ended) if one]
    if not new and last:
        new = [last]
    before = {**known, "postings": [last] if last else []}
    report.note_change(person, before, {**facts, "postings": new})


def _with_home(posting: Posting | None, plan: RosterPlan) -> Posting | None:
    if posting is None:
        return None
    posting = copy(posting)
    posting.agency = plan.homes[posting.agency_id]
    return posting


def _describe_roster_row(row: RosterRow) -> str:
    name = row.person.get("name_my") or row.person.get("name_en", "")
    return " · ".join(filter(None, (row.staff_number, name, row.agency)))
