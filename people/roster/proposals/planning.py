"""Finds out what every line of a roster would do; writes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.report import ImportReport, Problem, UnreadableFile
from people.models import Agency, Person, Posting, RosterProposalLine
from people.postings.writing import PostingChange
from people.roster.ground import digest_roster_ground
from people.roster.identity import CellConflict, PersonElsewhere, PersonInDoubt
from people.roster.importing import note_change
from people.roster.matching import PERSON_FIELDS, RosterChange, RosterMatch, RosterPlan
from people.roster.reach import RosterReach
from people.roster.reading.parsing import Roster, RosterRow, parse_roster
from people.text.formatting import lazy_digits

Group, Question = RosterProposalLine.Group, RosterProposalLine.Question
Decision = RosterProposalLine.Decision
_GROUPS_BY_STEP = {
    PostingChange.END: Group.LEFT,
    PostingChange.CORRECTION: Group.CHANGED,
    PostingChange.SAME: Group.UNCHANGED,
}
_DECIDE = _("Decide which it is.")
_TRANSFER = _(
    "If it is this person, ask for a transfer. If not, put the number right in the file."
)
BY_TRANSFER = "transfer"
# A line by its number; somebody who is not in the file by the staff number.
LineKey = int | str


@dataclass(frozen=True)
class Answer:
    """What a person decided about a line, and the number of whom it means."""

    decision: str
    staff_number: str | None = None


class ColumnsUnnamed(UnreadableFile):
    """A person has to say which heading of the ``roster`` is which column."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(roster.problems)
        self.roster = roster


@dataclass(frozen=True)
class ProposalScope:
    """For which unit the file is, and from which day it is complete; without one for everybody.

    ``columns`` is what an office said of headings that nobody else knows.
    """

    unit: Agency | None = None
    complete_from: dt.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedLine:
    """What a line would do, what it changes if it does, and whom it may mean if it asks."""

    line: int | None
    group: RosterProposalLine.Group
    staff_number: str
    name: str = ""
    agency: Agency | None = None
    person: Person | None = None
    stated: dict[str, Any] = field(default_factory=dict)
    question: str = ""
    other: Person | None = None
    change: RosterChange | None = None
    changes: list[list[Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> LineKey:
        return self.line or self.staff_number

    def signature(self) -> list[Any]:
        """Return what must be the same when the proposal is applied."""
        other = self.other.pk if self.other else None
        return [self.line, self.staff_number, self.group, self.question, other, self.changes]


@dataclass(frozen=True)
class ProposalPlan:
    """All lines of a file, in its order, and what is to be said of the file as a whole."""

    lines: list[PlannedLine]
    notes: list[Problem]
    plan: RosterPlan
    rows: list[RosterRow]
    columns: dict[str, str]
    ground: bytes | None = None

    def count_groups(self) -> dict[str, int]:
        return {str(group): count for group, count in Counter(o.group for o in self.lines).items()}

    @cached_property
    def outcome(self) -> str:
        """Return a digest of what every line does."""
        told = json.dumps([line.signature() for line in self.lines], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def report_all(self) -> ImportReport:
        """Return what the lines do as the report of an import."""
        report = ImportReport(moved=0, problems=list(self.notes))
        for line in self.lines:
            report.problems += line.problems
            if line.change:
                report.count(line.change.outcome, line.line or 0, line.staff_number)
        report.problems.sort(key=lambda problem: problem.line)
        return report

    def report_changes(self, lines: list[PlannedLine]) -> ImportReport:
        """Return what some lines change in people who are recorded, for the history."""
        report = ImportReport(is_part=True)
        for line in lines:
            if line.change and not line.change.is_new:
                note_change(report, line.change, self.plan)
        return report


def plan_proposal(
    content: bytes,
    scope: ProposalScope,
    *,
    at: dt.datetime,
    asks: bool = True,
    answers: Mapping[LineKey, Answer] | None = None,
    without: frozenset[LineKey] = frozenset(),
    keeps_ground: bool = False,
) -> ProposalPlan:
    """Return what the file would do, with some lines left out.

    Raise `UnreadableFile`, or `ColumnsUnnamed` if a person can make it readable.

    ``answers`` to what lines ask are taken into account; a plan that does not ask has them all.
    What is to be written wants ``keeps_ground``: a digest of all that the lines rest on.
    """
    home = scope.unit.code if scope.unit else ""
    roster = parse_roster(io.BytesIO(content), scope.columns, home=home)
    if roster.choice.missing and roster.choice.can_be_asked:
        raise ColumnsUnnamed(roster)
    if not roster.numbers:
        nobody = Problem(1, "", _("The file names nobody."))
        raise UnreadableFile(roster.problems or [nobody])
    notes: list[Problem] = []
    rows = [*roster.rows, *_list_absent(roster, scope, notes)]
    rows, refused = _apply_answers(rows, answers or {}, roster)
    rows = [row for row in rows if _key_of(row) not in without]
    # Before the rows are compared: what changes while they are is seen too.
    ground = digest_roster_ground(rows) if keeps_ground else None
    plan = RosterPlan(
        rows, at=at, reach=RosterReach(scope.unit) if scope.unit else None, asks=asks
    )
    told = _group_problems(roster, notes)
    lines = [*_plan_rows(rows, plan, told, refused), *_list_refused(roster, told)]
    lines.sort(key=lambda one: (one.line is None, one.line or 0))
    lines = [line for line in lines if line.key not in without]
    columns = {**roster.choice.columns, **dict.fromkeys(roster.choice.blank, "")}
    return ProposalPlan(lines, notes, plan, rows, columns, ground)


def _list_absent(
    roster: Roster, scope: ProposalScope, notes: list[Problem]
) -> Iterator[RosterRow]:
    """Yield a row that ends the posting of everybody of the unit who is not in the file."""
    if not (scope.unit and scope.complete_from):
        return
    if not roster.is_whole:
        message = _("A line cannot be read: nobody is taken to have left who is not in the file.")
        notes.append(Problem(1, "", message, Problem.Kind.CHECK))
        return
    named = {number.lstrip("0") for number in roster.numbers.values()}
    postings = Posting.objects.filter(
        valid_to=None, valid_from__lt=scope.complete_from, agency__path__startswith=scope.unit.path
    ).exclude(person__staff_number=None)
    columns = ("person__staff_number", "agency__code", "valid_from")
    for number, code, since in postings.order_by("agency__path", "pk").values_list(*columns):
        # Without its zeros: whom a sheet made another number of is in the file all the same.
        if str(number).lstrip("0") not in named:
            yield RosterRow(0, str(number), code, {}, None, since, scope.complete_from, {})


def _apply_answers(
    rows: list[RosterRow], answers: Mapping[LineKey, Answer], roster: Roster
) -> tuple[list[RosterRow], dict[LineKey, Problem]]:
    """Return the rows as they read once what a person decided is taken into account."""
    kept, refused = [], {}
    lines = {number: line for line, number in roster.numbers.items()}
    for row in rows:
        answer = answers.get(_key_of(row))
        if answer is None:
            kept.append(row)
        elif answer.decision in (Decision.SAME, Decision.ASK):
            number = answer.staff_number or row.staff_number
            if lines.get(number, row.line) != row.line:
                message = _("“{text}” is already on line {line}.")
                told = format_lazy(message, text=number, line=lazy_digits(lines[number]))
                refused[_key_of(row)] = Problem(row.line, "staff_number", told)
            # Nothing of who the person is: the file only says where they serve.
            kept.append(replace(row, staff_number=number, person={}))
            lines[number] = row.line
        elif answer.decision == Decision.ANOTHER:
            kept.append(replace(row, is_somebody_new=True))
        elif answer.decision == Decision.WITHOUT:
            kept.append(row)
    return kept, refused


def _key_of(row: RosterRow) -> LineKey:
    return row.line or row.staff_number


def _group_problems(roster: Roster, notes: list[Problem]) -> dict[int, list[Problem]]:
    """Return the problems by line; those of no line of a person join the notes on the file."""
    told: dict[int, list[Problem]] = defaultdict(list)
    for problem in roster.problems:
        is_of_line = problem.line in roster.numbers or (problem.is_wrong and problem.line > 1)
        (told[problem.line] if is_of_line else notes).append(problem)
    return told


def _plan_rows(
    rows: list[RosterRow],
    plan: RosterPlan,
    told: Mapping[int, list[Problem]],
    refused: Mapping[LineKey, Problem],
) -> Iterator[PlannedLine]:
    matches: list[RosterMatch] = []
    for row in rows:
        problems = told.get(row.line, [])
        if _key_of(row) in refused:
            yield _refuse_row(row, plan, [*problems, refused[_key_of(row)]])
            continue
        try:
            matches.append(plan.match(row))
        except PersonInDoubt as doubt:
            problem = Problem(row.line, doubt.column, doubt.message)
            if not plan.asks:
                yield _refuse_row(row, plan, [*problems, problem])
                continue
            asked = _ask_about(row, plan, [*problems, replace(problem, advice=_DECIDE)])
            yield replace(asked, question=doubt.question, other=doubt.other)
        except CellConflict as wrong:
            problem = Problem(row.line, wrong.column, wrong.message)
            if isinstance(wrong, PersonElsewhere):
                problem = replace(problem, advice=_TRANSFER, way_on=BY_TRANSFER)
            yield _refuse_row(row, plan, [*problems, problem])
    plan.settle(matches)
    for match in matches:
        yield _plan_match(match, plan, told.get(match.row.line, []))


def _plan_match(match: RosterMatch, plan: RosterPlan, problems: list[Problem]) -> PlannedLine:
    row, person = match.row, match.person
    if plan.asks and (found := plan.identities.find_holder(row, person)):
        column, holder = found
        message = _("Somebody else signs in with this.")
        problem = Problem(row.line, column, message, advice=_DECIDE)
        asked = _ask_about(row, plan, [*problems, problem])
        other = Person.objects.filter(pk=holder).first() if isinstance(holder, int) else None
        known = None if person._state.adding else person
        return replace(asked, question=Question.TAKEN_CONTACT, other=other, person=known)
    change = plan.add(match)
    return PlannedLine(
        line=row.line or None,
        group=_find_group(change),
        staff_number=row.staff_number,
        name=_name_of(row) or person.name_my or person.name_en,
        agency=match.posting.agency,
        person=None if change.is_new else person,
        change=change,
        changes=list(_list_field_changes(change, plan)),
        problems=[*problems, *change.notes],
    )


def _ask_about(row: RosterRow, plan: RosterPlan, problems: list[Problem]) -> PlannedLine:
    position = {"position": row.position} if row.position else {}
    stated = {**row.person, **position, "grade": row.grade, "since": row.valid_from.isoformat()}
    return PlannedLine(
        line=row.line,
        group=Group.AMBIGUOUS,
        staff_number=row.staff_number,
        name=_name_of(row),
        agency=plan.agencies.get(row.agency),
        stated=stated,
        problems=problems,
    )


def _refuse_row(row: RosterRow, plan: RosterPlan, problems: list[Problem]) -> PlannedLine:
    return PlannedLine(
        line=row.line or None,
        group=Group.REFUSED,
        staff_number=row.staff_number,
        name=_name_of(row),
        agency=plan.agencies.get(row.agency),
        problems=problems,
    )


def _list_refused(roster: Roster, told: Mapping[int, list[Problem]]) -> Iterator[PlannedLine]:
    """Yield the lines of the file that cannot be read."""
    used = {row.line for row in roster.rows}
    wrong = {line for line, problems in told.items() if any(one.is_wrong for one in problems)}
    for line in sorted((wrong | set(roster.numbers)) - used):
        number = roster.numbers.get(line, "")[:40]
        name = roster.names.get(line, "")[:250]  # a line keeps no more
        yield PlannedLine(line, Group.REFUSED, number, name, problems=told.get(line, []))


def _name_of(row: RosterRow) -> str:
    return row.person.get("name_my") or row.person.get("name_en", "")


def _find_group(change: RosterChange) -> RosterProposalLine.Group:
    if change.is_new:
        return Group.NEW
    if change.match.step is PostingChange.MOVE:
        has_ended = change.last is not None and change.last.valid_to is not None
        return Group.RETURNED if has_ended else Group.MOVED
    group = _GROUPS_BY_STEP[change.match.step]
    return Group.CHANGED if group is Group.UNCHANGED and change.replaced else group


def _list_field_changes(change: RosterChange, plan: RosterPlan) -> Iterator[list[Any]]:
    """Yield a triple for each field that differs: its name, what is recorded, what is new."""
    person = change.match.person
    replaced = dict.fromkeys(PERSON_FIELDS, "") if change.is_new else change.replaced
    for name, old in replaced.items():
        if (new := getattr(person, name)) != old:
            yield [name, old, new]
    last, new_last = (_describe_known_posting(one, plan) for one in (change.last, change.posting))
    for name in new_last:
        if last.get(name) != new_last[name]:
            yield [name, last.get(name), new_last[name]]


def _describe_known_posting(posting: Posting | None, plan: RosterPlan) -> dict[str, Any]:
    if posting is None:
        return {}
    return {
        "agency": plan.homes[posting.agency_id].code,
        "position": posting.position or None,
        "grade": posting.grade,
        "since": posting.valid_from.isoformat(),
        "left_on": posting.valid_to.isoformat() if posting.valid_to else None,
    }
