"""Makes a file a proposal: compared at once if it is short, else by the worker."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.access import has_role_over
from people.imports.report import Problem, UnreadableFile, pack_problems
from people.models import Agency, Person, Role, RosterProposal, RosterProposalLine
from people.queue import enqueue_on_commit
from people.roster.proposals.columns import describe_heading, find_columns
from people.roster.proposals.deciding import take_over_decisions
from people.roster.proposals.planning import (
    ColumnsUnnamed,
    ProposalPlan,
    ProposalScope,
    plan_proposal,
)
from people.roster.proposals.work import TASK, claim_proposal, let_others_write

State = RosterProposal.State
_SHORT_FILE = 40_000  # bytes: some hundreds of lines, which a request can wait for
_LINES_AT_ONCE = 500  # written in one transaction: on SQLite all others wait for it
_MAX_NAME_LENGTH = 255


class UnitNotYours(Exception):
    """The unit is none of the person's, who may bring no roster for it."""


def create_proposal(
    content: bytes,
    *,
    file_name: str,
    unit: Agency,
    by: Person,
    complete_from: dt.date | None = None,
    source: str = RosterProposal.Source.FILE,
) -> RosterProposal:
    """Keep the file as a proposal. Raise `UnitNotYours`, or `UnreadableFile` for a short one."""
    if not has_role_over(by, Role.Kind.HR, unit):
        raise UnitNotYours
    proposal = build_proposal(content, file_name=file_name, unit=unit, by=by, source=source)
    proposal.complete_from, proposal.columns = complete_from, find_columns(unit)
    if len(content) > _SHORT_FILE:
        with transaction.atomic():
            proposal.save()
            enqueue_on_commit(TASK, proposal.pk)
        return proposal
    try:
        plan = _plan_upload(proposal)
    except ColumnsUnnamed as unnamed:
        return _wait_for_columns(proposal, unnamed)
    # Claimed, so that no worker begins with it too.
    proposal.claimed_until = timezone.now() + dt.timedelta(minutes=1)
    proposal.save()
    return _keep_plan(proposal, plan)


def build_proposal(content: bytes, *, file_name: str, **values: Any) -> RosterProposal:
    """Return the row for a file, not yet saved."""
    return RosterProposal(
        file_name=file_name[-_MAX_NAME_LENGTH:],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        received_at=timezone.now(),
        **values,
    )


def replan_proposal(proposal: RosterProposal, *, by: Person) -> RosterProposal:
    """Return a new proposal from the file of one that is out of date, withdrawn or undone.

    Raise `UnitNotYours` or `UnreadableFile`; the latter too if the file is not kept any more.
    """
    if not proposal.content:
        raise UnreadableFile([])
    return create_proposal(
        bytes(proposal.content),
        file_name=proposal.file_name,
        unit=proposal.unit,
        by=by,
        complete_from=proposal.complete_from,
        source=proposal.source,
    )


def plan_waiting(pk: int) -> None:
    """Compare the file of a proposal that waits for it, in the worker."""
    if not (proposal := claim_proposal(pk, State.PLANNING)):
        return
    try:
        _keep_plan(proposal, _plan_upload(proposal))
    except ColumnsUnnamed as unnamed:
        _wait_for_columns(proposal, unnamed)
    except UnreadableFile as error:
        proposal.state, proposal.content = State.UNREADABLE, None
        proposal.notes, proposal.claimed_until = pack_problems(error.problems), None
        proposal.save()


def _wait_for_columns(proposal: RosterProposal, unnamed: ColumnsUnnamed) -> RosterProposal:
    proposal.state, proposal.claimed_until, proposal.tries = State.NAMING, None, 0
    proposal.heading = describe_heading(unnamed.roster)
    proposal.save()
    return proposal


def _plan_upload(proposal: RosterProposal) -> ProposalPlan:
    scope = ProposalScope(proposal.unit, proposal.complete_from, proposal.columns or {})
    return plan_proposal(bytes(proposal.content or b""), scope, at=proposal.received_at)


def _keep_plan(proposal: RosterProposal, plan: ProposalPlan) -> RosterProposal:
    keep_lines(proposal, plan)
    take_over_decisions(proposal)
    # Only now is it shown: a worker that was killed begins again with all lines.
    proposal.state, proposal.claimed_until, proposal.tries = State.OPEN, None, 0
    proposal.save()
    return proposal


def keep_lines(proposal: RosterProposal, plan: ProposalPlan) -> None:
    """Write the lines of the plan, in short transactions, and its counts on the proposal."""
    proposal.lines.all().delete()
    told = _pack_by_line(plan)
    rows = [
        RosterProposalLine(
            proposal=proposal,
            position=position,
            line=line.line,
            group=line.group,
            person=line.person,
            agency=line.agency,
            staff_number=line.staff_number,
            name=line.name,
            stated=line.stated,
            changes=line.changes,
            notes=told[position],
            question=line.question,
            other=line.other,
        )
        for position, line in enumerate(plan.lines, start=1)
    ]
    for start in range(0, len(rows), _LINES_AT_ONCE):
        if start:
            let_others_write()
        RosterProposalLine.objects.bulk_create(rows[start : start + _LINES_AT_ONCE])
    proposal.counts, proposal.outcome = plan.count_groups(), plan.outcome
    proposal.notes, proposal.columns = pack_problems(plan.notes), plan.columns


def _pack_by_line(plan: ProposalPlan) -> dict[int, list[dict[str, Any]]]:
    """Return the notes on each line, by its position, in every language that is offered."""
    # All at once: each change of the language costs more than many notes.
    pairs: list[tuple[int, Problem]] = [
        (position, problem)
        for position, line in enumerate(plan.lines, start=1)
        for problem in line.problems
    ]
    packed = pack_problems([problem for _position, problem in pairs])
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for (position, _problem), row in zip(pairs, packed, strict=True):
        told[position].append(row)
    return told
