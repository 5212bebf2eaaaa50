"""Takes what a person decides: about lines that ask, and about the proposal as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.access import has_role_over
from people.dual_control import is_same_authority
from people.imports.planning import update_rows
from people.models import Person, Role, RosterProposal, RosterProposalLine
from people.queue import enqueue_on_commit
from people.roster.proposals.work import TASK

State = RosterProposal.State
Question, Decision = RosterProposalLine.Question, RosterProposalLine.Decision
CHOICES: Mapping[str, tuple[RosterProposalLine.Decision, ...]] = {
    Question.OTHER_NAME: (
        Decision.SAME,
        Decision.ASK,
        Decision.OTHER_NUMBER,
        Decision.LEAVE_OUT,
    ),
    Question.LOST_ZERO: (Decision.SAME, Decision.ANOTHER, Decision.LEAVE_OUT),
    Question.NAMESAKE: (Decision.SAME, Decision.ANOTHER, Decision.LEAVE_OUT),
    Question.TAKEN_CONTACT: (Decision.WITHOUT, Decision.LEAVE_OUT),
}
# What is remembered for the next file: who is whom. A person is asked for their name once.
_REMEMBERED = {
    Decision.SAME: Decision.SAME,
    Decision.ASK: Decision.SAME,
    Decision.WITHOUT: Decision.WITHOUT,
}
_WHO = ("name_my", "name_en", "email", "phone")


class ProposalClosed(Exception):
    """The proposal is at a state (``args[0]``) at which this cannot be done."""


class NotYours(Exception):
    """The person may not do this: no role over the unit, or the first person of two."""


class Undecided(Exception):
    """Lines (``args[0]``, how many) wait for a decision."""


class NothingToApply(Exception):
    """Everything in the file is recorded, or refused."""


@transaction.atomic
def decide_lines(lines: QuerySet[RosterProposalLine], decision: str, *, by: Person) -> int:
    """Decide about the lines of one proposal that may be decided so; return how many.

    Decided lines are decided anew. Raise `ProposalClosed` or `NotYours`.
    """
    first = lines.select_related("proposal").first()
    if first is None:
        return 0
    lock_proposal(first.proposal, State.OPEN, by=by)
    asking = [question for question, choices in CHOICES.items() if decision in choices]
    decided = {"decision": decision, "decided_by": by, "decided_at": timezone.now()}
    return lines.filter(proposal=first.proposal, question__in=asking).update(**decided)


def take_over_decisions(proposal: RosterProposal) -> None:
    """Decide lines as the same ones were decided before, which people may do anew.

    In the proposal whose place this one takes, or in one for the unit that was applied: an office
    sends the same file every month, and is not to be asked every month who is whom.
    """
    decided = RosterProposalLine.objects.exclude(decision="").select_related("decided_by")
    replaced = {
        _identify_question(line): line for line in decided.filter(proposal__stale_by=proposal)
    }
    applied = decided.filter(
        proposal__unit=proposal.unit, proposal__state=State.APPLIED, is_undone=False
    )
    # The last word on a question holds.
    known = {_identify_asked(line): line for line in applied.order_by("decided_at", "pk")}
    taken = []
    for line in proposal.lines.undecided() if replaced or known else ():
        old, again = replaced.get(_identify_question(line)), known.get(_identify_asked(line))
        if old and old.stated == line.stated:
            taken.append(_decide_as(line, old, old.decision))
        elif again and again.decision in _REMEMBERED:
            taken.append(_decide_as(line, again, _REMEMBERED[Decision(again.decision)]))
    update_rows(taken, ["decision", "decided_by", "decided_at"])


def _decide_as(
    line: RosterProposalLine, old: RosterProposalLine, decision: str
) -> RosterProposalLine:
    line.decision, line.decided_by, line.decided_at = decision, old.decided_by, old.decided_at
    return line


def _identify_asked(line: RosterProposalLine) -> tuple[str | int | None, ...]:
    """Return who is in question, whatever the line says of where they serve."""
    return (*_identify_question(line), *(line.stated.get(name, "") for name in _WHO))


def _identify_question(line: RosterProposalLine) -> tuple[str, str, int | None]:
    return line.staff_number, line.question, line.other_id


@transaction.atomic
def approve_proposal(proposal: RosterProposal, *, by: Person) -> None:
    """Let the worker apply the proposal.

    Raise `ProposalClosed`, `NotYours`, `Undecided` or `NothingToApply`.
    """
    row = lock_proposal(proposal, State.OPEN, by=by)
    if needs_second_approver() and is_same_authority(by, row.by_id, since=row.received_at):
        raise NotYours
    if undecided := row.lines.undecided().count():
        raise Undecided(undecided)
    if not count_writes(row):
        raise NothingToApply
    row.state, row.approved_by, row.approved_at = State.APPLYING, by, timezone.now()
    row.is_by_one = not needs_second_approver()
    row.save(update_fields=["state", "approved_by", "approved_at", "is_by_one"])
    enqueue_on_commit(TASK, row.pk)


def count_writes(proposal: RosterProposal) -> int:
    """Return how many lines change something, as it is decided so far."""
    decided = proposal.lines.exclude(decision="")
    left_out = (Decision.LEAVE_OUT, Decision.OTHER_NUMBER)
    return (
        proposal.count(*RosterProposalLine.WRITING_GROUPS)
        + decided.exclude(decision__in=left_out).count()
    )


@transaction.atomic
def withdraw_proposal(proposal: RosterProposal, *, by: Person) -> None:
    """Close the proposal with nothing written. Raise `ProposalClosed` or `NotYours`."""
    row = lock_proposal(proposal, State.OPEN, State.NAMING, by=by)
    row.heading = None
    row.state, row.closed_by, row.closed_at = State.WITHDRAWN, by, timezone.now()
    row.save(update_fields=["state", "heading", "closed_by", "closed_at"])


def needs_second_approver() -> bool:
    """Return whether somebody else than who brought a roster approves it."""
    return bool(settings.ROSTER_APPROVERS > 1)


def lock_proposal(
    proposal: RosterProposal, *states: RosterProposal.State, by: Person
) -> RosterProposal:
    """Return the row, locked, at one of the states. Raise `ProposalClosed` or `NotYours`."""
    # Of two who act at once the second sees what the first has made of it.
    row = RosterProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if row.state not in states:
        raise ProposalClosed(row.state)
    if not has_role_over(by, Role.Kind.HR, row.unit):
        raise NotYours
    return row
