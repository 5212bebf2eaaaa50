"""Only writer of revocations: revokes a certificate with its evidence, and restores it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from certification.credentials.status_list import mark_list_stale
from certification.evidence.ending import end_with_completion
from certification.evidence.recording import restore_evidence, revoke_evidence
from certification.models import Certificate
from courses.progress import record_end, record_programme_end
from people.models import Person


class AlreadyReplaced(Exception):
    """The certificate has been replaced: act on the one that replaced it."""


class NotRevoked(Exception):
    """The certificate is not revoked, so there is nothing to restore."""


@transaction.atomic
def revoke_certificate(
    certificate: Certificate,
    *,
    by: Person,
    reason: str,
    note: str = "",
    at: dt.datetime | None = None,
) -> Certificate:
    """Revoke it with its evidence; a second revocation changes nothing.

    Raises ValueError for an unknown reason, AlreadyReplaced for one that was replaced.
    """
    at, reason = at or timezone.now(), Certificate.Reason(reason)
    row = _lock_unreplaced(certificate)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = at, by
        row.revocation_reason, row.revocation_note = reason, note
        _save_revocation(row)
        day = _local_day_of(at)
        revoke_evidence(row, day=day)
        _record_end(row, min(day, row.expires_on or day))
    certificate.refresh_from_db()
    return certificate


@transaction.atomic
def restore_certificate(certificate: Certificate) -> Certificate:
    """Undo a revocation as if it had never been: its evidence counts for the days between too.

    Raises NotRevoked, or AlreadyReplaced for one that was replaced.
    """
    row = _lock_unreplaced(certificate)
    if row.revoked_at is None:
        raise NotRevoked(row.code)
    row.revoked_at = row.revoked_by = None
    row.revocation_reason = row.revocation_note = ""
    _save_revocation(row)
    restore_evidence(row)
    _record_end(row, row.expires_on)
    if row.enrolment:
        end_with_completion(row.enrolment, row.expires_on)
    certificate.refresh_from_db()
    return certificate


def _lock_unreplaced(certificate: Certificate) -> Certificate:
    # Locked: of a revocation and a replacement at the same time, the later sees the earlier.
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.superseded_at:
        raise AlreadyReplaced(row.code)
    return row


def _save_revocation(row: Certificate) -> None:
    row.save(update_fields=["revoked_at", "revoked_by", "revocation_reason", "revocation_note"])
    mark_list_stale(row)  # verifiers learn it when the status list is next asked for


def _record_end(row: Certificate, day: dt.date | None) -> None:
    # The learner's record says from when the course or programme can be taken again.
    if row.enrolment:
        record_end(row.enrolment, day)
    if row.programme_enrolment:
        record_programme_end(row.programme_enrolment, day)


def _local_day_of(at: dt.datetime) -> dt.date:
    """Return the day in the country's time zone, whichever one is active."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()
