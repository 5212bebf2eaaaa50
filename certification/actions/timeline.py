"""Reads what happened to a certificate, oldest first, for registrars and auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from certification.actions.corrections import Difference, find_differences
from certification.models import Act, Certificate
from people.models import Person


@dataclass(frozen=True)
class TimelineEvent:
    """``what``: issued, sealed, act, or (before acts were kept) revoked or replaced."""

    at: dt.datetime
    what: str
    by: Person | None = None
    act: Act | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""


def build_timeline(certificate: Certificate) -> list[TimelineEvent]:
    """All events of the certificate; of acts, when they were asked for. Two queries at most."""
    return sorted(_iter_events(certificate), key=lambda event: event.at)


def _iter_events(certificate: Certificate) -> Iterator[TimelineEvent]:
    yield TimelineEvent(certificate.issued_at, "issued", by=certificate.issued_by)
    if certificate.sealed_at:
        yield TimelineEvent(certificate.sealed_at, "sealed")
    acts = list(certificate.acts.select_related("asked_by", "decided_by", "result"))
    for act in acts:
        yield TimelineEvent(
            act.asked_at, "act", act=act, differences=find_requested_changes(certificate, act)
        )
    done = {act.kind for act in acts if act.state == Act.State.DONE}
    if certificate.revoked_at and Act.Kind.REVOKE not in done:
        by, note = certificate.revoked_by, certificate.revocation_note
        yield TimelineEvent(certificate.revoked_at, "revoked", by=by, note=note)
    if certificate.superseded_at and not done & {Act.Kind.CORRECT, Act.Kind.REPLACE}:
        yield TimelineEvent(certificate.superseded_at, "replaced")


def find_requested_changes(certificate: Certificate, act: Act) -> tuple[Difference, ...]:
    """What a correction writes anew, or would if it were approved."""
    if act.kind != Act.Kind.CORRECT:
        return ()
    return tuple(find_differences(certificate.facts, act.changes))
