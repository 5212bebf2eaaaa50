"""Takes an applied proposal back while nothing later rests on it, or says what hinders it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.imports.planning import update_rows
from people.imports.report import ImportReport, Problem, pack_problems
from people.imports.runs import file_imported, file_planned, tell_of_undoing
from people.models import Identifier, Look, Person, Posting, RosterProposal, RosterProposalLine
from people.models.identifier import keys_of
from people.models.person import KEY_FIELDS
from people.postings.fitting import fit_charges
from people.queue import enqueue_on_commit
from people.roles import end_roles_by_day
from people.roster.identity import CONTACT_FIELDS, filter_in_batches
from people.roster.matching import PERSON_FIELDS
from people.roster.proposals.deciding import lock_proposal
from people.roster.proposals.work import (
    TASK,
    ClaimLost,
    claim_proposal,
    extend_claim,
    let_others_write,
)

State = RosterProposal.State
_RESTORED_FIELDS = (*PERSON_FIELDS, "is_name_confirmed", *KEY_FIELDS)
_POSTING_FIELDS = ("agency", "position", "grade", "valid_from", "valid_to")
# What a person has who was only ever in a roster; anything else is something they did or got.
# That somebody looked at them is neither.
_OF_A_ROSTER = {Posting, Identifier, Look, RosterProposal, RosterProposalLine}


class UndoBlocked(Exception):
    """Something later rests on the proposal: ``obstacles`` says on which lines, and what."""

    def __init__(self, obstacles: list[UndoObstacle]) -> None:
        super().__init__(len(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True)
class UndoObstacle:
    """Why a line cannot be taken back."""

    line: RosterProposalLine
    reason: Any


def request_undo(proposal: RosterProposal, *, by: Person) -> None:
    """Let the worker take the proposal back. Raise `ProposalClosed`, `NotYours`, `UndoBlocked`."""
    lines = list(proposal.lines.written().select_related("person"))
    if obstacles := list(find_undoing_obstacles(lines)):
        raise UndoBlocked(obstacles)
    with transaction.atomic():
        row = lock_proposal(proposal, State.APPLIED, by=by)
        row.state, row.undone_by = State.UNDOING, by
        row.save(update_fields=["state", "undone_by"])
        page = reverse("people:office_roster", args=[row.pk])
        tell_of_undoing(row, brought_by=row.by, address=page)
        enqueue_on_commit(TASK, row.pk)


def undo_waiting(pk: int) -> None:
    """Take back a proposal that waits for it; one whose worker was killed goes on."""
    if not (proposal := claim_proposal(pk, State.UNDOING)):
        return
    try:
        # The last first, as they were written: whatever passed on passes back.
        for number in sorted(set(_list_batches(proposal)), reverse=True):
            _undo_batch(proposal, number)
            if number > 1:
                let_others_write()
        _finish_undoing(proposal)
    except ClaimLost:
        return


def _list_batches(proposal: RosterProposal) -> Iterable[int]:
    waiting = proposal.lines.written().exclude(undo=None)
    return [line.batch for line in waiting.only("batch") if line.batch]


def find_undoing_obstacles(lines: list[RosterProposalLine]) -> Iterator[UndoObstacle]:
    """Yield why lines cannot be taken back."""
    pks = [line.person_id for line in lines if line.person_id]
    people = {one.pk: one for one in filter_in_batches(Person.objects.all(), "pk", pks)}
    postings: dict[int, Posting] = {}
    ordered = Posting.objects.order_by("valid_from")
    for posting in filter_in_batches(ordered, "person_id", pks):
        postings[posting.person_id] = posting
    new = [line.person_id for line in lines if line.undo and line.undo["is_new"]]
    used = _find_used([pk for pk in new if pk], lines)
    holders = _find_holders(lines)
    for line in lines:
        person = people.get(line.person_id or 0)
        reason = _find_reason(line, person, postings.get(line.person_id or 0), used, holders)
        if reason:
            yield UndoObstacle(line, reason)


def _find_reason(
    line: RosterProposalLine,
    person: Person | None,
    last: Posting | None,
    used: set[int],
    holders: dict[str, int],
) -> Any:
    undo: Any = line.undo
    if undo is None or person is None:
        return _("What the line changed is not kept any more.")
    if undo["is_new"] and (person.pk in used or _has_account(person)):
        return _("The person uses the account, learns, or holds a role.")
    if last is None or not _is_same(last, undo["posting"]):
        return _("Another posting is recorded since.")
    if any(getattr(person, name) != new for name, (_old, new) in undo["person"].items()):
        return _("Name or contacts were changed since.")
    if any(holders.get(key, person.pk) != person.pk for key in _old_keys(person, undo)):
        return _("Somebody else signs in with what was recorded before.")
    return None


def _has_account(person: Person) -> bool:
    is_open = not person.password.startswith(UNUSABLE_PASSWORD_PREFIX)
    return is_open or person.last_login is not None or person.is_staff or person.is_superuser


def _find_used(pks: list[int], lines: list[RosterProposalLine]) -> set[int]:
    """Return those of whom any row speaks that no roster writes, or a later roster."""
    later = RosterProposalLine.objects.written().exclude(
        proposal__in={o.proposal_id for o in lines}
    )
    used: set[int] = {line.person_id for line in filter_in_batches(later, "person_id", pks)}
    for relation in Person._meta.related_objects:
        if relation.related_model not in _OF_A_ROSTER:
            rows: Any = relation.related_model
            name = relation.field.name
            pointers = rows._base_manager.order_by().values_list(name, flat=True)
            used.update(filter_in_batches(pointers, name, pks))
    return used


def _find_holders(lines: list[RosterProposalLine]) -> dict[str, int]:
    """Return who holds what the people would have again, beside those who give it back."""
    keys = {key for line in lines if line.undo for key in _old_keys(line.person, line.undo)}
    givers = {line.person_id for line in lines if line.undo and _is_giving(line.undo)}
    held = filter_in_batches(Identifier.objects.all(), "value", sorted(keys))
    return {row.value: row.person_id for row in held if row.person_id not in givers}


def _is_giving(undo: dict[str, Any]) -> bool:
    return undo["is_new"] or any(name in CONTACT_FIELDS for name in undo["person"])


def _old_keys(person: Person | None, undo: dict[str, Any]) -> list[str]:
    old = {name: pair[0] for name, pair in undo["person"].items() if name in CONTACT_FIELDS}
    keys = keys_of(Person(**old))
    return [keys[name] for name in old if name in keys]


def _is_same(posting: Posting, told: dict[str, Any] | None) -> bool:
    return told is not None and all(
        getattr(posting, name) == value for name, value in _read_posting(told).items()
    )


def _read_posting(told: dict[str, Any]) -> dict[str, Any]:
    days = {
        name: dt.date.fromisoformat(told[name]) if told[name] else None
        for name in ("valid_from", "valid_to")
    }
    return {**told, **days}


def _undo_batch(proposal: RosterProposal, number: int) -> None:
    lines = list(proposal.lines.written().filter(batch=number).select_related("person"))
    report = ImportReport(is_part=True, is_undoing=True)
    for line in lines:
        _note_change(report, line)
    # Before the transaction begins: words in every language, for each line.
    file_planned.send(RosterProposal, report=report)
    with transaction.atomic():
        extend_claim(proposal)
        pks = [line.person_id for line in lines if line.person_id]
        # Locked in the order of their keys, as other writers do: no deadlock.
        list(
            Person.objects.select_for_update().order_by("pk").filter(pk__in=pks).values_list("pk")
        )
        blocked = list(find_undoing_obstacles(lines))
        kept = {obstacle.line.pk for obstacle in blocked}
        _write_back([line for line in lines if line.pk not in kept])
        _keep_reasons(blocked)
        file_imported.send(RosterProposal, run=proposal, report=report)


def _keep_reasons(blocked: list[UndoObstacle]) -> None:
    """Note on lines on which something came to rest since the undoing began that they stay."""
    told = pack_problems([Problem(one.line.line or 0, "", one.reason) for one in blocked])
    for obstacle, note in zip(blocked, told, strict=True):
        obstacle.line.notes, obstacle.line.undo = [*obstacle.line.notes, note], None
    update_rows([obstacle.line for obstacle in blocked], ["notes", "undo"])


def _write_back(lines: list[RosterProposalLine]) -> None:
    changed = [line for line in lines if line.undo and line.undo["person"]]
    # Contacts that pass back from one to another: each is unique at every moment.
    for column in CONTACT_FIELDS:
        pks = [line.person_id for line in changed if line.undo and column in line.undo["person"]]
        Person.objects.filter(pk__in=pks).update(**{column: ""})
    people = [_restore_person(line) for line in changed]
    added = [line.undo["added"] for line in lines if line.undo and line.undo["added"]]
    Posting.objects.filter(pk__in=added).delete()
    ended = [line.undo["ended"] for line in lines if line.undo and line.undo["ended"]]
    Posting.objects.filter(pk__in=ended).update(valid_to=None, end_reason="")
    rows = [line.undo["corrected"] for line in lines if line.undo and line.undo["corrected"]]
    update_rows([Posting(**_read_posting(row)) for row in rows], _POSTING_FIELDS)
    fit_charges([line.person_id for line in lines if line.person_id])
    new = [line.person_id for line in lines if line.undo and line.undo["is_new"]]
    returned = {line.person_id for line in lines if line.undo and line.undo["added"]} - {*new}
    _end_roles_of_returned([pk for pk in returned if pk])
    for line in lines:
        line.person = None if line.undo and line.undo["is_new"] else line.person
        line.is_undone, line.undo = True, None
    update_rows(lines, ["person", "is_undone", "undo"])
    # What other rosters would have done with somebody who was only ever in this one.
    for name in ("person", "other"):
        RosterProposalLine.objects.filter(**{f"{name}__in": new}).update(**{name: None})
    Person.objects.filter(pk__in=new).delete()
    update_rows(people, _RESTORED_FIELDS)
    Identifier.objects.sync(people)


def _end_roles_of_returned(pks: list[int]) -> None:
    """End what those got meanwhile who, as it is written back, have left the service."""
    last = {
        posting.person_id: posting.valid_to
        for posting in filter_in_batches(Posting.objects.order_by("valid_from"), "person_id", pks)
    }
    end_roles_by_day({pk: day for pk, day in last.items() if day})


def _restore_person(line: RosterProposalLine) -> Person:
    person, undo = cast(Person, line.person), cast(dict[str, Any], line.undo)
    for name, (old, _new) in undo["person"].items():
        setattr(person, name, old)
    person.set_keys()
    return person


def _note_change(report: ImportReport, line: RosterProposalLine) -> None:
    undo: Any = line.undo
    if undo is None or undo["is_new"] or line.person is None:
        return
    old = {name: pair[0] for name, pair in undo["person"].items()}
    new = {name: pair[1] for name, pair in undo["person"].items()}
    before = _as_postings(undo["posting"])
    after = _as_postings(undo["corrected"])
    report.note_change(line.person, {**new, "postings": before}, {**old, "postings": after})


def _as_postings(told: dict[str, Any] | None) -> list[models.Model]:
    return [Posting(**_read_posting(told))] if told else []


def _finish_undoing(proposal: RosterProposal) -> None:
    with transaction.atomic():
        extend_claim(proposal)
        proposal.state, proposal.undone_at = State.UNDONE, timezone.now()
        proposal.claimed_until = None
        proposal.save(update_fields=["state", "undone_at", "claimed_until"])
        report = ImportReport(is_undoing=True)
        file_imported.send(RosterProposal, run=proposal, report=report)
