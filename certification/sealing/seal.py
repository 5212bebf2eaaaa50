"""Seals issued certificates: credential, file, signature, store, log. Once sealed, never again.

Every step may be repeated: a crash leaves at worst a file that nothing points to.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
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
from certification.sealing.pades import sign_pdf
from certification.sealing.timestamps import TimestampUnavailable
from certification.transparency import log
from people.queue import enqueue_on_commit

_MAX_ERROR_LENGTH = 2000


class StorageUnavailable(Exception):
    """The storage did not take the file, being full or away."""


# Not the certificate's fault: it waits, and the try does not count.
OUTAGES = (KeyUnavailable, TimestampUnavailable, StorageUnavailable)
_SEALED_FIELDS = (
    *("credential", "pdf", "pdf_digest", "sealed_at", "last_error"),
    *("sealed_with", "signed_with"),
)


def seal_certificate(certificate: Certificate, *, at: dt.datetime | None = None) -> Certificate:
    """The certificate with its signed file stored and logged; does nothing if it has one.

    Raises what its parts raise (KeyUnavailable, SheetOverflow, …) and notes it on the row.
    """
    if certificate.sealed_at is None:
        Certificate.objects.filter(pk=certificate.pk).update(tries=F("tries") + 1)
        try:
            _build_and_store(certificate, at or timezone.now())
        except Exception as error:
            note = repr(error)[:_MAX_ERROR_LENGTH]
            given_back = 1 if isinstance(error, OUTAGES) else 0
            row = Certificate.objects.filter(pk=certificate.pk)
            row.update(last_error=note, tries=F("tries") - given_back)
            raise
        certificate.refresh_from_db()
    return certificate


def retry_sealing(certificate: Certificate) -> bool:
    """Let the worker try once more, as if for the first time; False where there is a seal."""
    unsealed = Certificate.objects.unsealed().filter(pk=certificate.pk)
    waits = bool(unsealed.update(tries=0, last_error=""))
    if waits:
        enqueue_on_commit("certification.tasks.seal", certificate.pk)
    return waits


@dataclass(frozen=True)
class _SealedFile:
    """A signed credential and the sealed file it is attached to, with the keys that made them."""

    credential: str
    content: bytes
    sealed_with: str
    signed_with: str


def _build_sealed_file(certificate: Certificate) -> _SealedFile:
    credential = write_credential(certificate.facts, status_index=certificate.status_index)
    seal, style = load_seal_key(), load_style(certificate.design)
    content = sign_pdf(rendering.render_pdf(certificate.facts, credential, style), seal)
    return _SealedFile(credential, content, seal.kid, signing_key_id(credential))


def _build_and_store(certificate: Certificate, at: dt.datetime) -> None:
    """The slow work, outside of any transaction, and then one short transaction."""
    pressed, name = _build_sealed_file(certificate), _generate_pdf_name(at)
    try:
        name = _store_pdf(name, pressed.content)
        is_first = _record_seal(certificate, pressed, name, at)
    except BaseException:
        _delete_orphan(certificate, name)
        raise
    if not is_first:
        default_storage.delete(name)


def _store_pdf(name: str, content: bytes) -> str:
    """The name under which the file lies on the disk, safe from a power cut."""
    try:
        name = default_storage.save(name, ContentFile(content))
        with suppress(NotImplementedError):  # a storage that is no disk sees to that itself
            _fsync_file(Path(default_storage.path(name)))
    except OSError as problem:
        raise StorageUnavailable(str(problem)) from problem
    return name


def _fsync_file(path: Path) -> None:
    """The file and its place in the folder, out of memory onto the disk."""
    for one in (path, path.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _delete_orphan(certificate: Certificate, name: str) -> None:
    """Delete the file unless the row names it: what broke off may have been kept all the same.

    Where the database cannot be asked, the file stays.
    """
    if not Certificate.objects.filter(pk=certificate.pk, pdf=name).exists():
        default_storage.delete(name)


def _generate_pdf_name(at: dt.datetime) -> str:
    """A name nobody can guess: the file is for its holder."""
    return f"certificates/{at.year}/{secrets.token_urlsafe(24)}.pdf"


@transaction.atomic
def _record_seal(
    certificate: Certificate, pressed: _SealedFile, name: str, at: dt.datetime
) -> bool:
    """Store what was made, unless another worker was first; False then.

    Raises KeyUnavailable where a key was found to be compromised meanwhile.
    """
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.sealed_at:
        return False
    for kid in (pressed.sealed_with, pressed.signed_with):
        require_trusted_key(kid)
    row.credential, row.pdf, row.last_error = pressed.credential, name, ""
    row.sealed_with, row.signed_with = pressed.sealed_with, pressed.signed_with
    row.pdf_digest, row.sealed_at = hashlib.sha256(pressed.content).hexdigest(), at
    row.save(update_fields=_SEALED_FIELDS)
    send_ready_notice(row)
    log.append_entry(row, at=at)
    return True
