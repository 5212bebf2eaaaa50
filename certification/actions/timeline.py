"""Reads what happened to a certificate, oldest first, for registrars and auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from certification.actions.corrections import Difference, differences
from certification.models import Act, Certificate
from people.models import Person


@dataclass(frozen=True)
class Event:
    """``what``: issued, sealed, act, or (before acts were kept) revoked or replaced."""

    at: dt.datetime
    what: str
    by: Person | None = None
    act: Act | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""


def timeline(certificate: Certificate) -> list[Event]:
    """All events of the certificate; of acts, when they were asked for. Two queries at most."""
    return sorted(events(certificate), key=lambda event: event.at)


def events(certificate: Certificate) -> Iterator[Event]:
    yield Event(certificate.issued_at, "issued", by=certificate.issued_by)
    if certificate.sealed_at:
        yield Event(certificate.sealed_at, "sealed")
    acts = list(certificate.acts.select_related("asked_by", "decided_by", "result"))
    for act in acts:
        yield Event(act.asked_at, "act", act=act, differences=changes_of(certificate, act))
    done = {act.kind for act in acts if act.state == Act.State.DONE}
    if certificate.revoked_at and Act.Kind.REVOKE not in done:
        by, note = certificate.revoked_by, certificate.revocation_note
        yield Event(certificate.revoked_at, "revoked", by=by, note=note)
    if certificate.superseded_at and not done & {Act.Kind.CORRECT, Act.Kind.REPLACE}:
        yield Event(certificate.superseded_at, "replaced")


def changes_of(certificate: Certificate, act: Act) -> tuple[Difference, ...]:
    """What a correction writes anew, or would if it were approved."""
    if act.kind != Act.Kind.CORRECT:
        return ()
    return tuple(differences(certificate.facts, act.changes))
