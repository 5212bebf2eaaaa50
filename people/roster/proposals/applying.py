"""Applies approved proposals in the worker, in short transactions that are each whole lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.imports.planning import ImportDisturbed, update_rows
from people.imports.report import ImportReport, Problem, pack_problems
from people.imports.runs import file_imported, file_planned
from people.messaging import notify_person
from people.models import Posting, RosterProposal, RosterProposalLine
from people.roster.ground import digest_roster_ground
from people.roster.matching import RosterChange
from people.roster.proposals.planning import (
    Answer,
    LineKey,
    PlannedLine,
    ProposalPlan,
    ProposalScope,
    plan_proposal,
)
from people.roster.proposals.work import (
    ClaimLost,
    claim_proposal,
    extend_claim,
    let_others_write,
)
from people.roster.reading.parsing import RosterRow

State, Group = RosterProposal.State, RosterProposalLine.Group
# On SQLite whoever signs in waits for a transaction: measured in docs/decisions/0028.
_LINES_AT_ONCE = 150
_TRIES = 5  # others would have to write about the same people in each of so many moments
_CHANGED_MEANWHILE = _("Something else was recorded meanwhile: the line was left out.")
Keyed = dict[LineKey, RosterProposalLine]


def apply_waiting(pk: int) -> None:
    """Apply an approved proposal; one whose worker was killed goes on where it was."""
    if not (proposal := claim_proposal(pk, State.APPLYING)):
        return
    for _round in range(_TRIES):
        try:
            _apply_rest(proposal)
        except ImportDisturbed:
            continue
        except ClaimLost:
            return
        break


def _apply_rest(proposal: RosterProposal) -> None:
    """Apply the lines that are not yet. Raise `ImportDisturbed` with some of them applied."""
    lines: Keyed = {
        line.line or line.staff_number: line for line in proposal.lines.select_related("other")
    }
    done = frozenset(key for key, line in lines.items() if line.batch is not None)
    plan = _plan_again(proposal, lines, done)
    if plan is None:
        _close_stale(proposal)
        return
    batches = list(_divide_lines(plan, lines))
    grounds = [digest_roster_ground(_rows_of(batch)) for batch in batches]
    # Read after the lines were compared, which rests on what was read before.
    if digest_roster_ground(plan.rows) != plan.ground:
        raise ImportDisturbed
    first = max((lines[key].batch or 0 for key in done), default=0) + 1
    for number, (batch, ground) in enumerate(zip(batches, grounds, strict=True), start=first):
        if number > first:
            let_others_write()
        _write_batch(proposal, plan, batch, lines, number, ground)
    recorded = [one.key for one in plan.lines if one.change and not one.change.changes_anything]
    _finish_applying(proposal, lines, frozenset(recorded))


def _plan_again(
    proposal: RosterProposal, lines: Keyed, done: frozenset[LineKey]
) -> ProposalPlan | None:
    """Return what the rest of the file does, or None if it is not what was approved."""
    # Compared and applied in one go, by command: for everybody, and nothing is asked.
    is_direct = proposal.by_id is None
    unit = None if is_direct else proposal.unit
    scope = ProposalScope(unit, proposal.complete_from, proposal.columns or {})
    content = bytes(proposal.content or b"")
    options: dict[str, Any] = {"at": proposal.received_at, "keeps_ground": True}
    answers = {
        key: Answer(line.decision, line.other.staff_number if line.other else None)
        for key, line in lines.items()
        if line.decision
    }
    if not (done or is_direct):
        plan = plan_proposal(content, scope, **options)
        if plan.outcome != proposal.outcome:
            return None
        if not answers:
            return plan
    return plan_proposal(content, scope, asks=False, answers=answers, without=done, **options)


def _divide_lines(plan: ProposalPlan, lines: Keyed) -> Iterator[list[PlannedLine]]:
    """Yield the lines to be written, some at a time."""
    writing = [line for line in plan.lines if _is_to_be_written(line, lines.get(line.key))]
    # A contact that passes on is at no moment two people's, nor lost with a killed worker: those
    # between whom it passes are written together, and first.
    passing = plan.plan.list_passing_on()
    first = [line for line in writing if line.staff_number in passing]
    rest = [line for line in writing if line.staff_number not in passing]
    if first:
        yield first
    for start in range(0, len(rest), _LINES_AT_ONCE):
        yield rest[start : start + _LINES_AT_ONCE]


def _is_to_be_written(planned: PlannedLine, line: RosterProposalLine | None) -> bool:
    """Return whether the line does what was approved, which is something."""
    if line is None or planned.change is None or not planned.change.changes_anything:
        return False
    return bool(line.decision) or (planned.group, planned.changes) == (line.group, line.changes)


def _rows_of(batch: list[PlannedLine]) -> list[RosterRow]:
    return [change.match.row for change in _changes_of(batch)]


def _changes_of(batch: list[PlannedLine]) -> list[RosterChange]:
    return [line.change for line in batch if line.change]


def _write_batch(
    proposal: RosterProposal,
    plan: ProposalPlan,
    batch: list[PlannedLine],
    lines: Keyed,
    number: int,
    ground: bytes,
) -> None:
    report = plan.report_changes(batch)
    # Before the transaction begins: words in every language, for each line.
    file_planned.send(RosterProposal, report=report)
    with transaction.atomic():
        if digest_roster_ground(_rows_of(batch), is_locking=True) != ground:
            raise ImportDisturbed
        extend_claim(proposal)
        plan.plan.write(_changes_of(batch))
        written = [_mark_written(lines[one.key], one, number) for one in batch]
        update_rows(written, ["batch", "undo", "person"])
        for line in written:
            _ask_for_name(line)
        # What hears it keeps the history, without which nothing is written.
        file_imported.send(RosterProposal, run=proposal, report=report)


def _mark_written(
    line: RosterProposalLine, planned: PlannedLine, number: int
) -> RosterProposalLine:
    change: Any = planned.change
    line.batch, line.person = number, change.match.person
    line.undo = {
        "is_new": change.is_new,
        "person": {
            name: [old, getattr(change.match.person, name)]
            for name, old in change.replaced.items()
            if not change.is_new
        },
        "added": change.added.pk if change.added else None,
        "ended": change.ended.pk if change.ended else None,
        "corrected": _describe_written(change.last) if change.corrected else None,
        "posting": _describe_written(change.posting),
    }
    return line


def _describe_written(posting: Posting | None) -> dict[str, Any] | None:
    """Return the columns of the posting, as JSON."""
    if posting is None:
        return None
    return {
        "pk": posting.pk,
        "agency_id": posting.agency_id,
        "position": posting.position,
        "grade": posting.grade,
        "valid_from": posting.valid_from.isoformat(),
        "valid_to": posting.valid_to.isoformat() if posting.valid_to else None,
    }


def _ask_for_name(line: RosterProposalLine) -> None:
    """Tell the person how the file writes their name; they ask their office if it is right."""
    if line.decision == RosterProposalLine.Decision.ASK and line.person:
        names = [line.stated.get(field, "") for field in ("name_my", "name_en")]
        recorded = line.person.name_my or line.person.name_en
        facts = {"name": " · ".join(filter(None, names)), "recorded": recorded}
        notify_person(line.person, "people/name_asked", subject=str(line.pk), facts=facts)


def _close_stale(proposal: RosterProposal) -> None:
    """Say that the file does something else by now; nothing was written."""
    now = timezone.now()
    own = RosterProposal.objects.filter(pk=proposal.pk, claimed_until=proposal.claimed_until)
    own.update(
        state=State.STALE,
        closed_at=now,
        approved_by=None,
        approved_at=None,
        is_by_one=False,
        claimed_until=None,
    )


def _finish_applying(proposal: RosterProposal, lines: Keyed, recorded: frozenset[LineKey]) -> None:
    """Close the proposal, with a note on lines that were to be written and are not recorded."""
    waiting = [line for key, line in lines.items() if key not in recorded]
    left_out = [line for line in waiting if _is_left_out(line)]
    told = pack_problems([Problem(one.line or 0, "", _CHANGED_MEANWHILE) for one in left_out])
    for line, note in zip(left_out, told, strict=True):
        line.notes = [*line.notes, note]
    with transaction.atomic():
        extend_claim(proposal)
        update_rows(left_out, ["notes"])
        proposal.state, proposal.applied_at = State.APPLIED, timezone.now()
        proposal.claimed_until = None
        proposal.counts = {**proposal.counts, "left_out": len(left_out)}
        proposal.save(update_fields=["state", "applied_at", "claimed_until", "counts"])
        _outdate_others(proposal, lines)
        file_imported.send(RosterProposal, run=proposal, report=ImportReport())


def _is_left_out(line: RosterProposalLine) -> bool:
    """Return whether the line was to be written, and could not be."""
    answers = RosterProposalLine.Decision
    decided = line.decision in (answers.SAME, answers.ASK, answers.ANOTHER, answers.WITHOUT)
    return line.batch is None and (line.group in RosterProposalLine.WRITING_GROUPS or decided)


def _outdate_others(proposal: RosterProposal, lines: Keyed) -> None:
    """Close proposals that rest on what is recorded of an office that this one has changed."""
    written = [line for line in lines.values() if line.batch is not None]
    codes = {old for line in written for name, old, _new in line.changes if name == "agency"}
    pks = {line.agency_id for line in written if line.agency_id}
    touched = RosterProposalLine.objects.exclude(group=Group.REFUSED)
    for by_office in ({"agency__in": pks}, {"agency__code__in": codes - {None}}):
        others = RosterProposal.objects.filter(
            pk__in=touched.filter(**by_office).values("proposal"), state=State.OPEN
        ).exclude(pk=proposal.pk)
        others.update(state=State.STALE, closed_at=timezone.now(), stale_by=proposal)
