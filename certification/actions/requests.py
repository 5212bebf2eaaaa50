"""Only writer of actions on certificates: requests, appeals, approvals and rejections.

A requested action is done at once, unless ``settings.DUAL_CONTROL_FOR`` holds its kind: then it
waits for another registrar.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification.actions import notifications
from certification.actions.appeals import appeals_resolved_by, is_behind_revocation
from certification.actions.corrections import Changes
from certification.actions.execution import execute_action, lock_certificate, require_executable
from certification.models import REASONS_BY_ACTION, ActionRequest, Certificate
from people.dual_control import is_same_authority
from people.models import Person, Role

_MAX_APPEALS = 3  # within the period: registrars read each of them
_APPEAL_PERIOD = dt.timedelta(days=30)


class OutOfScope(Exception):
    """The person may not act on this certificate."""


class OwnCertificate(Exception):
    """The certificate is the person's own, or of whom they act for: somebody else has to act."""


class SelfApproval(Exception):
    """The person requested the action, or took part in what the appeal is against."""


class AlreadyRequested(Exception):
    """An action of the kind waits for its decision already."""


class AlreadyDecided(Exception):
    """The action has been decided."""


class NotApprovable(Exception):
    """An appeal is not approved but resolved, by the action that puts things right."""


class ExplanationMissing(Exception):
    """A rejection or an appeal has no explanation."""


class TooManyAppeals(Exception):
    """The holder has appealed too often within the period."""


def requires_dual_control(kind: str) -> bool:
    return kind in settings.DUAL_CONTROL_FOR


def request_action(
    certificate: Certificate,
    kind: str,
    *,
    by: Person,
    reason: str,
    note: str = "",
    changes: Changes | None = None,
    at: dt.datetime | None = None,
) -> ActionRequest:
    """Request an action; return it done, or waiting for a second person.

    Raises ValueError for a reason that is none of the kind's in ``REASONS_BY_ACTION``;
    OutOfScope, OwnCertificate, AlreadyRequested; AlreadyReplaced, AlreadyRevoked, NotRevoked when
    it cannot be done; NothingToCorrect, SheetOverflow for a correction that cannot be written.
    """
    kind, reason, at = (
        ActionRequest.Kind(kind),
        REASONS_BY_ACTION[kind](reason),
        at or timezone.now(),
    )
    _require_permission(certificate, by)
    with transaction.atomic():
        row = lock_certificate(certificate)
        require_executable(row, kind, changes=changes, at=at)
        action = _create_request(row, kind, reason, by=by, note=note, changes=changes or {}, at=at)
        if requires_dual_control(kind):
            return action
        return _complete_request(action, by=by, note="", at=at)


def submit_appeal(
    certificate: Certificate, *, by: Person, reason: str, text: str, at: dt.datetime | None = None
) -> ActionRequest:
    """Submit the holder's appeal, which waits for a registrar.

    Raises ValueError, OutOfScope for anyone but the holder, ExplanationMissing, AlreadyReplaced,
    AlreadyRequested, TooManyAppeals.
    """
    kind, at = ActionRequest.Kind.APPEAL, at or timezone.now()
    reason, text = REASONS_BY_ACTION[kind](reason), text.strip()
    if by.pk != certificate.person_id:
        raise OutOfScope(certificate.code)
    if not text:
        raise ExplanationMissing
    with transaction.atomic():
        row = lock_certificate(certificate)
        require_executable(row, kind, at=at)
        late = row.action_requests.filter(kind=kind, asked_at__gt=at - _APPEAL_PERIOD)
        action = _create_request(row, kind, reason, by=by, note=text, changes={}, at=at)
        # Raised after the row was created: the transaction takes it back.
        if late.exclude(pk=action.pk).count() >= _MAX_APPEALS:
            raise TooManyAppeals(row.code)
        return action


def approve_action(
    action: ActionRequest, *, by: Person, note: str = "", at: dt.datetime | None = None
) -> ActionRequest:
    """Execute a waiting request.

    Raises AlreadyDecided, SelfApproval, NotApprovable, and what request_action raises.
    """
    if action.kind == ActionRequest.Kind.APPEAL:
        raise NotApprovable(action.pk)
    _require_permission(action.certificate, by)
    at = at or timezone.now()
    with transaction.atomic():
        row, action = lock_certificate(action.certificate), _lock_pending_request(action)
        if is_same_authority(by, action.asked_by_id, since=action.asked_at):
            raise SelfApproval(action.pk)
        require_executable(row, action.kind, changes=action.changes, at=at)
        return _complete_request(action, by=by, note=note, at=at)


def reject_action(
    action: ActionRequest, *, by: Person, note: str, at: dt.datetime | None = None
) -> ActionRequest:
    """Reject the action; the person who requested it withdraws it in the same way.

    Raises ExplanationMissing, OutOfScope, OwnCertificate, AlreadyDecided; SelfApproval for an
    appeal under dual control when the person, or a deputy of theirs, took part in the revocation.
    """
    if not note.strip():
        raise ExplanationMissing
    _require_permission(action.certificate, by)
    with transaction.atomic():
        row, action = lock_certificate(action.certificate), _lock_pending_request(action)
        is_appeal = action.kind == ActionRequest.Kind.APPEAL
        if is_appeal and requires_dual_control(action.kind) and is_behind_revocation(by, row):
            raise SelfApproval(action.pk)
        _record_decision(
            action, ActionRequest.State.REFUSED, by=by, note=note.strip(), at=at or timezone.now()
        )
        if is_appeal:
            notifications.send_rejection_notice(action)
        return action


def _require_permission(certificate: Certificate, by: Person) -> None:
    # Checked before the scope: it holds for a registrar of the whole country too.
    if certificate.person_id in by.principals(Role.Kind.REGISTRAR):
        raise OwnCertificate(certificate.code)
    if not Certificate.objects.managed_by(by).filter(pk=certificate.pk).exists():
        raise OutOfScope(certificate.code)


def _lock_pending_request(action: ActionRequest) -> ActionRequest:
    """Return the action as it is now, locked; raise AlreadyDecided."""
    row = ActionRequest.objects.select_for_update(of=("self",)).select_related(
        "certificate__person"
    )
    # Read again under the lock of the certificate: a colleague may have decided meanwhile.
    found = row.waiting().filter(pk=action.pk).first()
    if found is None:
        raise AlreadyDecided(action.pk)
    return found


def _create_request(
    row: Certificate,
    kind: str,
    reason: str,
    *,
    by: Person,
    note: str,
    changes: Changes,
    at: dt.datetime,
) -> ActionRequest:
    # The constraint one_act_of_a_kind_waits says the same; this says it in words.
    if row.action_requests.waiting().filter(kind=kind).exists():
        raise AlreadyRequested(row.code)
    return ActionRequest.objects.create(
        certificate=row,
        kind=kind,
        state=ActionRequest.State.WAITING,
        reason=reason,
        note=note,
        changes=changes,
        asked_by=by,
        asked_at=at,
    )


def _complete_request(
    action: ActionRequest, *, by: Person, note: str, at: dt.datetime
) -> ActionRequest:
    """Execute and record the action, resolve appeals that it answers, tell the holder."""
    action.result = execute_action(action, by=by, at=at)
    _record_decision(action, ActionRequest.State.DONE, by=by, note=note, at=at)
    for open_appeal in appeals_resolved_by(action):
        open_appeal.result = action.result
        _record_decision(open_appeal, ActionRequest.State.DONE, by=by, note="", at=at)
    notifications.send_action_notice(action)
    return action


def _record_decision(
    action: ActionRequest, state: ActionRequest.State, *, by: Person, note: str, at: dt.datetime
) -> None:
    action.state, action.decided_by, action.decided_at, action.decision_note = state, by, at, note
    action.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "result"])
