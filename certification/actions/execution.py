"""Does what an act on a certificate asks for, and says beforehand whether it can be done."""

from __future__ import annotations

import datetime as dt

from certification.actions.corrections import Changes, corrected
from certification.actions.revocation import (
    AlreadyReplaced,
    NotRevoked,
    restore_certificate,
    revoke_certificate,
)
from certification.issuing.issue import AlreadyRevoked, build_reissue_facts, reissue_certificate
from certification.models import Act, Certificate
from people.models import Person
from people.renaming import rename_person

ON_STANDING = (Act.Kind.CORRECT, Act.Kind.REPLACE, Act.Kind.REVOKE)


def lock(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=certificate.pk)


def require_possible(
    row: Certificate, kind: str, *, at: dt.datetime, changes: Changes | None = None
) -> None:
    """Raises what ``acts.ask`` says about certificates that cannot be acted on so."""
    require_standing(row, kind)
    if kind == Act.Kind.CORRECT:
        build_reissue_facts(row, corrected(row.facts, changes or {}), at=at)


def require_standing(row: Certificate, kind: str) -> None:
    """Raises AlreadyReplaced, AlreadyRevoked, NotRevoked where the kind of act cannot be."""
    if row.superseded_at:
        raise AlreadyReplaced(row.code)
    if kind == Act.Kind.RESTORE and not row.revoked_at:
        raise NotRevoked(row.code)
    if kind in ON_STANDING and row.revoked_at:
        raise AlreadyRevoked(row.code)


def perform(act: Act, *, by: Person, at: dt.datetime) -> Certificate | None:
    """Do it; returns the certificate that comes of it, if one does."""
    certificate = act.certificate
    if act.kind == Act.Kind.REVOKE:
        revoke_certificate(certificate, by=by, reason=act.reason, note=act.note, at=at)
    elif act.kind == Act.Kind.RESTORE:
        restore_certificate(certificate)
    else:
        return put_in_place(act, by=by, at=at)
    return None


def put_in_place(act: Act, *, by: Person, at: dt.datetime) -> Certificate:
    """The certificate that takes the place of the act's: corrected, or the same anew."""
    certificate, changes = act.certificate, act.changes
    is_correction = act.kind == Act.Kind.CORRECT
    parts = corrected(certificate.facts, changes) if is_correction else {}
    if "person" in changes:
        rename_person(certificate.person, changes["person"])
    return reissue_certificate(certificate, by=by, at=at, changes=parts)
