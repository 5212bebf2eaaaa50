"""Seals issued certificates: credential, sheet, signature, storage, log entry, in this order.

Every step may be repeated: a crash leaves at worst a file that no row names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification import rendering
from certification.actions.notifications import send_ready_notice
from certification.credentials.open_badges import write_credential
from certification.facts.issuer import signing_key_id
from certification.keys.active import load_seal_key
from certification.keys.register import require_trusted_key
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate
from certification.rendering.style import load_style
from certification.sealing.files import StorageUnavailable, generate_pdf_name, store_pdf
from certification.sealing.pades import sign_pdf
from certification.sealing.timestamps import TimestampUnavailable
from certification.transparency import log
from people.queue import enqueue_on_commit

_MAX_ERROR_LENGTH = 2000  # characters; registrars read them on the certificate's page


# Not caused by the certificate: it waits, and the try does not count.
OUTAGES = (KeyUnavailable, TimestampUnavailable, StorageUnavailable)
_SEALED_FIELDS = (
    *("credential", "pdf", "pdf_digest", "sealed_at", "last_error"),
    *("sealed_with", "signed_with"),
)


@dataclass(frozen=True)
class _SealedFile:
    """A signed credential, the sealed PDF that holds it, and the ids of the keys of both."""

    credential: str
    content: bytes
    sealed_with: str
    signed_with: str


def seal_certificate(certificate: Certificate, *, at: dt.datetime | None = None) -> Certificate:
    """Build, store and log the signed file of an issued certificate; return the sealed row.

    A sealed certificate is returned as it is. Raises one of OUTAGES, or SheetOverflow, and
    records the error on the row.
    """
    if certificate.sealed_at is None:
        with _counting_try(certificate):
            # Seconds of work and a request to a time authority: outside of any transaction.
            sealed = _build_sealed_file(certificate)
            _store_and_record(certificate, sealed, at or timezone.now())
        certificate.refresh_from_db()
    return certificate


def retry_sealing(certificate: Certificate) -> bool:
    """Queue the sealing as if for the first time; return False for a sealed certificate."""
    unsealed = Certificate.objects.unsealed().filter(pk=certificate.pk)
    waits = bool(unsealed.update(tries=0, last_error=""))
    if waits:
        enqueue_on_commit("certification.tasks.seal", certificate.pk)
    return waits


@contextmanager
def _counting_try(certificate: Certificate) -> Iterator[None]:
    """Count the try and record its error; an outage gives the try back."""
    row = Certificate.objects.filter(pk=certificate.pk)
    # Counted before the work, so that a certificate that kills its worker is given up one day.
    row.update(tries=F("tries") + 1)
    try:
        yield
    except Exception as error:  # any error is recorded, so that an operator finds it
        given_back = 1 if isinstance(error, OUTAGES) else 0
        row.update(last_error=repr(error)[:_MAX_ERROR_LENGTH], tries=F("tries") - given_back)
        raise


def _build_sealed_file(certificate: Certificate) -> _SealedFile:
    """Sign the credential, draw the sheet around it, and seal the sheet."""
    credential = write_credential(certificate.facts, status_index=certificate.status_index)
    style, seal = load_style(certificate.design), load_seal_key()
    sheet = rendering.render_pdf(certificate.facts, credential, style)
    return _SealedFile(credential, sign_pdf(sheet, seal), seal.kid, signing_key_id(credential))


def _store_and_record(certificate: Certificate, sealed: _SealedFile, at: dt.datetime) -> None:
    """Store the file, then let the row name it; delete a file that no row names."""
    name = generate_pdf_name("certificates", at)
    try:
        name = store_pdf(name, sealed.content)
        is_first = _record_seal(certificate, sealed, name, at)
    except BaseException:  # a worker that is told to stop cleans up too
        _delete_orphan(certificate, name)
        raise
    if not is_first:
        default_storage.delete(name)


@transaction.atomic
def _record_seal(
    certificate: Certificate, sealed: _SealedFile, name: str, at: dt.datetime
) -> bool:
    """Write seal, message and log entry in one transaction; return False if another worker has.

    Raises KeyUnavailable when a key was marked as compromised while the file was built.
    """
    # Two workers may have built a file of the same certificate: the first to lock wins.
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.sealed_at:
        return False
    for kid in (sealed.sealed_with, sealed.signed_with):
        require_trusted_key(kid)
    row.credential, row.pdf, row.last_error = sealed.credential, name, ""
    row.sealed_with, row.signed_with = sealed.sealed_with, sealed.signed_with
    row.pdf_digest, row.sealed_at = hashlib.sha256(sealed.content).hexdigest(), at
    row.save(update_fields=_SEALED_FIELDS)
    send_ready_notice(row)
    # Last: who appends at the same position waits for this commit, and so for what is above.
    log.append_entry(row, at=at)
    return True


def _delete_orphan(certificate: Certificate, name: str) -> None:
    """Delete the file unless the row names it."""
    # A commit may have succeeded although its answer was lost, so the row is asked again; where
    # the database cannot be asked, this raises and the file stays.
    if not Certificate.objects.filter(pk=certificate.pk, pdf=name).exists():
        default_storage.delete(name)
