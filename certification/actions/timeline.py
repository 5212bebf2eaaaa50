"""Lists what happened to a certificate, oldest first, for registrars and auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from certification.actions.corrections import Difference, find_differences
from certification.models import ActionRequest, Certificate
from people.models import Person


@dataclass(frozen=True)
class TimelineEvent:
    """``what`` is issued, sealed or request."""

    at: dt.datetime
    what: str
    by: Person | None = None
    action: ActionRequest | None = None
    differences: tuple[Difference, ...] = ()


def build_timeline(certificate: Certificate) -> list[TimelineEvent]:
    """Return all events of the certificate; requests at the time they were made. One query."""
    return sorted(_iter_events(certificate), key=lambda event: event.at)


def _iter_events(certificate: Certificate) -> Iterator[TimelineEvent]:
    yield TimelineEvent(certificate.issued_at, "issued", by=certificate.issued_by)
    if certificate.sealed_at:
        yield TimelineEvent(certificate.sealed_at, "sealed")
    for action in certificate.action_requests.select_related("asked_by", "decided_by", "result"):
        differences = find_requested_changes(certificate, action)
        yield TimelineEvent(action.asked_at, "request", action=action, differences=differences)


def find_requested_changes(
    certificate: Certificate, action: ActionRequest
) -> tuple[Difference, ...]:
    """Return the names that a correction changes, or would change when approved."""
    if action.kind != ActionRequest.Kind.CORRECT:
        return ()
    return tuple(find_differences(certificate.facts, action.changes))
