"""Makes, changes, ends and goes on with assignments: only writer of `Assignment`."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from courses.assignments.reaching import apply_assignment, move_due_days
from courses.models import (
    Assignable,
    Assignment,
    ClassSession,
    kind_of,
)
from people.access import has_role_over
from people.audiences import PeopleRule
from people.history import office_acted
from people.models import Agency, Audience, Person, Role
from people.queue import enqueue_on_commit

# Whoever asks for it waits, a second or two; more are the worker's.
_MOST_AT_ONCE = 500
# Each is given a seat, and told, one by one.
_MOST_SEATED_AT_ONCE = 50
_TASK = "courses.tasks.apply_one_assignment"


class AssignmentOver(Exception):
    """The assignment was ended meanwhile, or goes on already."""


@dataclass(frozen=True)
class DueRule:
    """Until when: a day, so many days after it reached the person, or neither: recommended."""

    due_on: dt.date | None = None
    due_days: int | None = None

    @property
    def is_mandatory(self) -> bool:
        return self.due_on is not None or self.due_days is not None

    def to_fields(self) -> dict[str, Any]:
        return {
            "is_mandatory": self.is_mandatory,
            "due_on": self.due_on,
            "due_days": self.due_days,
        }


def draft_assignment(
    agency: Agency,
    what: Assignable,
    due: DueRule,
    *,
    rule: PeopleRule | None = None,
    audience: Audience | None = None,
    starts_on: dt.date | None = None,
    takes_until: dt.date | None = None,
) -> Assignment:
    """Return an assignment that is not saved, to preview whom it would reach."""
    return Assignment(
        agency=agency,
        rule=None if rule is None else rule.to_json(),
        audience=audience,
        starts_on=starts_on or timezone.localdate(),
        takes_until=takes_until,
        **{kind_of(what).name: what},
        **_settle_due(what, due).to_fields(),
    )


def _settle_due(what: Assignable, due: DueRule) -> DueRule:
    """Return the rule as it holds: a session is attended when it takes place, or not at all."""
    if not (isinstance(what, ClassSession) and due.is_mandatory and what.last_day):
        return due
    return DueRule(due_on=what.last_day)


def make_assignment(
    draft: Assignment, *, by: Person, expected: int, reach_on: dt.date | None = None
) -> Assignment:
    """Save the draft and reach its people: at once where they are few, else by the worker.

    ``expected`` is how many the preview counted; ``reach_on`` another day than today. A draft
    with the key of one that this person made in the office returns that. Raise
    `PermissionDenied`.
    """
    _require_assigner(draft.agency, by)
    most = _MOST_SEATED_AT_ONCE if draft.session else _MOST_AT_ONCE
    with transaction.atomic():
        # Locked: a form that is sent twice asks once.
        Person.objects.select_for_update().get(pk=by.pk)
        same = {"agency": draft.agency, "key": draft.key, "made_by": by}
        if made := Assignment.objects.filter(**same).first():
            return made
        draft.made_by, draft.made_at, draft.expected = by, timezone.now(), expected
        draft.save(force_insert=True)
        _enter_assignment_act("assignment.make", draft, by)
        if expected > most:
            enqueue_on_commit(_TASK, draft.pk)
    if expected <= most:
        apply_assignment(draft.pk, day=reach_on)
    draft.refresh_from_db()
    return draft


def find_or_make_list(
    agency: Agency, what: Assignable, due: DueRule, *, key: uuid.UUID, by: Person
) -> Assignment:
    """Return the list of a bulk act in the agency, made by the first of its people."""
    _require_assigner(agency, by)
    draft = draft_assignment(agency, what, due)
    fields = {
        kind_of(what).name: what,
        "starts_on": draft.starts_on,
        "made_by": by,
        "made_at": (now := timezone.now()),
        "applied_at": now,
        **_settle_due(what, due).to_fields(),
    }
    with transaction.atomic():
        made, is_new = Assignment.objects.get_or_create(agency=agency, key=key, defaults=fields)
        if is_new:
            _enter_assignment_act("assignment.make", made, by)
    return made


@transaction.atomic
def change_due(
    assignment: Assignment, due: DueRule, *, takes_until: dt.date | None, by: Person
) -> None:
    """Give the assignment another due day, for everybody who was granted no later one.

    Raise `PermissionDenied`, and `AssignmentOver` where it is ended.
    """
    row = _lock_assignment(assignment, by)
    if row.ended_at:
        raise AssignmentOver
    for name, value in _settle_due(row.what, due).to_fields().items():
        setattr(row, name, value)
    row.takes_until = takes_until
    row.save()
    move_due_days(row)
    _enter_assignment_act("assignment.change", row, by)


@transaction.atomic
def end_assignment(assignment: Assignment, *, reason: str, by: Person) -> None:
    """Ask it of nobody any more; what was done stays. Raise as `change_due` does."""
    row = _lock_assignment(assignment, by)
    if row.ended_at:
        raise AssignmentOver
    row.ended_at, row.ended_by, row.end_reason = timezone.now(), by, reason
    row.save()
    _enter_assignment_act("assignment.end", row, by)


def resume_assignment(assignment: Assignment, *, by: Person) -> None:
    """Take its end back, with the people and days it had. Raise as `change_due` does."""
    with transaction.atomic():
        row = _lock_assignment(assignment, by)
        if row.ended_at is None:
            raise AssignmentOver
        row.ended_at, row.ended_by, row.end_reason = None, None, ""
        # Who came and left meanwhile is found by the sweep.
        row.applied_at = row.applied_at if row.is_list else None
        row.save()
        _enter_assignment_act("assignment.resume", row, by)
        enqueue_on_commit(_TASK, row.pk)


def _lock_assignment(assignment: Assignment, by: Person) -> Assignment:
    # Locked: of two who change it at once the second sees what the first has written.
    rows = Assignment.objects.select_for_update(of=("self",)).with_what()
    row = rows.select_related("agency").get(pk=assignment.pk)
    _require_assigner(row.agency, by)
    return row


def _require_assigner(agency: Agency, by: Person) -> None:
    if not has_role_over(by, Role.Kind.HR, agency):
        raise PermissionDenied


def _enter_assignment_act(action: str, assignment: Assignment, by: Person) -> None:
    data: dict[str, Any] = {
        "agency": assignment.agency.names,
        "what": assignment.what.titles,
        "rule": assignment.rule,
        "due_on": assignment.due_on and assignment.due_on.isoformat(),
        "due_days": assignment.due_days,
        "count": assignment.expected,
        "reason": assignment.end_reason,
    }
    office_acted.send(Assignment, action=action, people=[by], by=by, data=data)
