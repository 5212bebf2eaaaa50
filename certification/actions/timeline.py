"""Reads what happened to a certificate, oldest first, for registrars and auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from certification.actions.corrections import Difference, find_differences
from certification.models import ActionRequest, Certificate
from people.models import Person


@dataclass(frozen=True)
class TimelineEvent:
    """``what``: issued, sealed, act, or (before acts were kept) revoked or replaced."""

    at: dt.datetime
    what: str
    by: Person | None = None
    action: ActionRequest | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""


def build_timeline(certificate: Certificate) -> list[TimelineEvent]:
    """All events of the certificate; of acts, when they were asked for. Two queries at most."""
    return sorted(_iter_events(certificate), key=lambda event: event.at)


def _iter_events(certificate: Certificate) -> Iterator[TimelineEvent]:
    yield TimelineEvent(certificate.issued_at, "issued", by=certificate.issued_by)
    if certificate.sealed_at:
        yield TimelineEvent(certificate.sealed_at, "sealed")
    requested = list(
        certificate.action_requests.select_related("asked_by", "decided_by", "result")
    )
    for action in requested:
        yield TimelineEvent(
            action.asked_at,
            "request",
            action=action,
            differences=find_requested_changes(certificate, action),
        )
    done = {action.kind for action in requested if action.state == ActionRequest.State.DONE}
    if certificate.revoked_at and ActionRequest.Kind.REVOKE not in done:
        by, note = certificate.revoked_by, certificate.revocation_note
        yield TimelineEvent(certificate.revoked_at, "revoked", by=by, note=note)
    if certificate.superseded_at and not done & {
        ActionRequest.Kind.CORRECT,
        ActionRequest.Kind.REPLACE,
    }:
        yield TimelineEvent(certificate.superseded_at, "replaced")


def find_requested_changes(
    certificate: Certificate, action: ActionRequest
) -> tuple[Difference, ...]:
    """What a correction writes anew, or would if it were approved."""
    if action.kind != ActionRequest.Kind.CORRECT:
        return ()
    return tuple(find_differences(certificate.facts, action.changes))
