"""Executes an approved action on a certificate, and checks beforehand whether it can be done."""

from __future__ import annotations

import datetime as dt

from certification.actions.corrections import (
    Changes,
    build_confirmed_parts,
    build_corrected_parts,
)
from certification.actions.revocation import (
    AlreadyReplaced,
    NotRevoked,
    restore_certificate,
    revoke_certificate,
)
from certification.issuing.issue import AlreadyRevoked, build_reissue_facts, reissue_certificate
from certification.models import ActionRequest, Certificate
from people.models import Person
from people.renaming import rename_person

# What writes a new sheet; revoking and restoring need no name.
_REQUIRE_HOLDER = (ActionRequest.Kind.CORRECT, ActionRequest.Kind.REPLACE)
_REQUIRE_ACTIVE = (
    ActionRequest.Kind.CORRECT,
    ActionRequest.Kind.REPLACE,
    ActionRequest.Kind.REVOKE,
)


class HolderErased(Exception):
    """The data of the holder was erased: there is nobody to write a sheet for."""


def lock_certificate(certificate: Certificate) -> Certificate:
    # Every action takes this lock first, so that of two at the same time one sees the other.
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=certificate.pk)


def require_executable(
    row: Certificate, kind: str, *, at: dt.datetime, changes: Changes | None = None
) -> None:
    """Raise unless the action can be done; ``request_action`` lists the exceptions."""
    require_active(row, kind)
    # Tried on the sheet now: nobody should approve a correction that cannot be drawn.
    if kind == ActionRequest.Kind.CORRECT:
        build_reissue_facts(row, build_corrected_parts(row.facts, changes or {}), at=at)


def require_active(row: Certificate, kind: str) -> None:
    """Raise when it cannot be done: AlreadyReplaced, HolderErased, AlreadyRevoked, NotRevoked."""
    if row.superseded_at:
        raise AlreadyReplaced(row.code)
    if kind in _REQUIRE_HOLDER and row.is_erased:
        raise HolderErased(row.code)
    if kind == ActionRequest.Kind.RESTORE and not row.revoked_at:
        raise NotRevoked(row.code)
    if kind in _REQUIRE_ACTIVE and row.revoked_at:
        raise AlreadyRevoked(row.code)


def execute_action(action: ActionRequest, *, by: Person, at: dt.datetime) -> Certificate | None:
    """Execute the action; return the certificate that replaces the old one, or None."""
    certificate = action.certificate
    if action.kind == ActionRequest.Kind.REVOKE:
        revoke_certificate(certificate, by=by, reason=action.reason, note=action.note, at=at)
    elif action.kind == ActionRequest.Kind.RESTORE:
        restore_certificate(certificate)
    else:
        return _reissue_for_request(action, by=by, at=at)
    return None


def _reissue_for_request(action: ActionRequest, *, by: Person, at: dt.datetime) -> Certificate:
    """Replace the certificate, corrected or with the same facts; return the new one."""
    certificate, changes = action.certificate, action.changes
    is_correction = action.kind == ActionRequest.Kind.CORRECT
    parts = (
        build_corrected_parts(certificate.facts, changes)
        if is_correction
        # The one fact that may have come true since: nothing else of it is asked again.
        else build_confirmed_parts(certificate.facts, certificate.person)
    )
    if "person" in changes:
        rename_person(certificate.person, changes["person"])
    return reissue_certificate(certificate, by=by, at=at, changes=parts)
