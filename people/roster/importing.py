"""Imports the people of a roster file: planned without a lock, written in one transaction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial
from typing import Any

from django.utils import timezone

from people.imports.planning import GroundedPlan, PlannedImporter
from people.imports.report import ImportReport, Problem
from people.imports.tables import Source
from people.models import Person
from people.roster.ground import lock_roster_ground, read_roster_ground
from people.roster.identity import CellConflict
from people.roster.matching import PERSON_FIELDS, RosterMatch, RosterPlan
from people.roster.parsing import RosterRow, parse_roster


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
    report.problems += plan.notes
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
    known = plan.persons.get(match.row.staff_number)
    before = _read_state(known, plan) if known else {}
    outcome = plan.add(match)
    report.count(outcome, match.row.line, _describe_row(match.row))
    if known and outcome != "unchanged":
        report.note_change(known, before, _read_state(known, plan))


def _read_state(person: Person, plan: RosterPlan) -> dict[str, Any]:
    """Return what the plan makes of the person so far: facts, and the latest posting."""
    planned = [*plan.new_postings[-1:], *plan.corrected_postings[-1:]]
    postings = [posting for posting in planned if posting.person is person]
    if last := plan.last.get(person.pk):
        # A copy: the plan ends the row itself where a new posting begins.
        last = copy(last)
        last.agency = plan.homes[last.agency_id]
        is_corrected = any(posting.pk == last.pk for posting in postings)
        postings += [] if is_corrected else [last]
    facts = {name: getattr(person, name) for name in PERSON_FIELDS}
    return {**facts, "postings": postings}


def _describe_row(row: RosterRow) -> str:
    name = row.person.get("name_my") or row.person.get("name_en", "")
    return " · ".join(filter(None, (row.staff_number, name, row.agency)))
