"""Applies a file when a second person approves it, or closes it with nothing written."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.dual_control import asked_by_same_authority, is_same_authority
from people.imports.runs import file_imported, file_planned, try_again
from people.models import Person
from plan.models import PlanProposal
from plan.proposals.lines import digest_outcomes
from plan.proposals.planning import FileClosed, FileNotYours, plan_file
from plan.proposals.undoing import list_past_of_today, pack_undo
from plan.secretariat import is_of_national_secretariat

_State = PlanProposal.State


def needs_second_person() -> bool:
    """Return whether somebody else than who brought a file approves it."""
    return bool(settings.PLAN_APPROVERS > 1)


def list_files_to_approve(person: Person) -> QuerySet[PlanProposal]:
    """Return the files that wait for the person's approval."""
    waiting = PlanProposal.objects.visible_to(person).filter(state=_State.OPEN)
    if not needs_second_person():
        return waiting
    return waiting.exclude(asked_by_same_authority(person, asker="by", at="received_at"))


def approve_file(proposal: PlanProposal, *, by: Person) -> PlanProposal:
    """Apply what the file does, in one transaction, and return the proposal.

    It is out of date, with nothing written, if it would do something else than was shown. Raise
    `FileClosed` or `FileNotYours`.
    """
    return try_again(lambda: _approve_once(proposal.pk, by))


def _approve_once(pk: int, by: Person) -> PlanProposal:
    # Compared before any lock is taken: on SQLite all others would wait for it.
    plan = plan_file(PlanProposal.objects.get(pk=pk))
    file_planned.send(PlanProposal, report=plan.report)
    with transaction.atomic():
        row = _lock_open_file(pk, by)
        is_stale = digest_outcomes(plan.report.outcomes) != row.outcome
        if needs_second_person() and is_same_authority(by, row.by_id, since=row.received_at):
            raise FileNotYours
        if is_stale:
            row.state, row.closed_at = _State.STALE, timezone.now()
            row.save(update_fields=["state", "closed_at"])
            return row
        known_past = list_past_of_today(plan.report)
        plan.write()
        row.undo = pack_undo(plan.report, known_past)
        row.state, row.approved_by, row.applied_at = _State.APPLIED, by, timezone.now()
        row.is_by_one = not needs_second_person()
        row.save(update_fields=["undo", "state", "approved_by", "applied_at", "is_by_one"])
        _outdate_proposals(row)
        file_imported.send(PlanProposal, run=row, report=plan.report)
    return row


def _outdate_proposals(row: PlanProposal) -> None:
    """Close what waits of the same kind: it was compared with what is recorded no more."""
    others = PlanProposal.objects.filter(kind=row.kind, state=_State.OPEN).exclude(pk=row.pk)
    others.update(state=_State.STALE, closed_at=timezone.now(), stale_by=row)


@transaction.atomic
def withdraw_file(proposal: PlanProposal, *, by: Person) -> None:
    """Close the proposal with nothing written. Raise `FileClosed` or `FileNotYours`."""
    row = _lock_open_file(proposal.pk, by)
    row.state, row.closed_by, row.closed_at = _State.WITHDRAWN, by, timezone.now()
    row.save(update_fields=["state", "closed_by", "closed_at"])


def _lock_open_file(pk: int, by: Person) -> PlanProposal:
    """Return the row, locked, while it waits. Raise `FileClosed` or `FileNotYours`."""
    # Of two who act at once the second sees what the first has made of it.
    row = PlanProposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    if row.state != _State.OPEN:
        raise FileClosed(row.state)
    if not is_of_national_secretariat(by):
        raise FileNotYours
    return row
