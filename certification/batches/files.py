"""Only writer of the files of finished batches: a zip of the certificates, a printable register.

The row names the files before they are written, so the next writer finds and deletes what a
killed one left.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
import secrets
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from certification import rendering
from certification.models import Batch, BatchLine, Certificate
from certification.rendering.layouts import LINES_PER_VOLUME
from people.files import read_pieces
from people.imports.csv_safety import escape_formula
from people.imports.decoding import UTF8_BOM

_CLAIM_DURATION = dt.timedelta(minutes=5)  # renewed with each chunk of lines
_CHUNK_SIZE = 200  # lines in memory at once, each with its facts
_INDEX_COLUMNS = ("number", "file", "code", "state", "staff_number", "name_my", "name_en")
logger = logging.getLogger(__name__)
_FileWriter = Callable[[Batch, IO[bytes]], None]


class _ClaimLost(Exception):
    """Another worker writes the files of the batch now, or its lines are tried again."""


def build_batch_files(batch: Batch) -> None:
    """Write both files and offer them, unless they exist or another worker writes them."""
    row = _claim_files(batch)
    if row is None:
        return
    try:
        _store_output(row, _write_zip, str(row.files))
        _store_output(row, _write_register_file, str(row.register))
        _update_if_claimed(row, files_at=timezone.now(), filing_until=None)
    except _ClaimLost:
        _delete_files(row)


@transaction.atomic
def _claim_files(batch: Batch) -> Batch | None:
    """Return the row with names for the new files, or None when there is nothing to write."""
    now = timezone.now()
    # A locked row is being claimed by another worker: nothing is left to do here.
    rows = Batch.objects.without_files(now).select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(pk=batch.pk).first()
    if row is None:
        return None
    _delete_files(row)  # what a writer who was killed left
    kind = "pdf" if _select_sealed_lines(row).count() <= LINES_PER_VOLUME else "zip"
    row.files, row.register = _generate_file_name(now, "zip"), _generate_file_name(now, kind)
    row.filing_until = now + _CLAIM_DURATION
    row.save(update_fields=["files", "register", "filing_until"])
    return row


def _generate_file_name(at: dt.datetime, kind: str) -> str:
    """Return a name nobody can guess: some storages serve files without asking who comes."""
    return f"batches/{at.year}/{secrets.token_urlsafe(24)}.{kind}"


def _delete_files(row: Batch) -> None:
    for name in filter(None, (row.files.name, row.register.name)):
        default_storage.delete(name)


def _update_if_claimed(row: Batch, **changes: dt.datetime | None) -> None:
    """Renew the claim, or write ``changes``; raise _ClaimLost when the claim is another's."""
    changes = changes or {"filing_until": timezone.now() + _CLAIM_DURATION}
    ours = Batch.objects.filter(pk=row.pk, files=row.files.name, finished_at=row.finished_at)
    if not ours.update(**changes):
        raise _ClaimLost(row.pk)


def _store_output(row: Batch, write: _FileWriter, name: str) -> None:
    # An unnamed file on the disk vanishes with its process, and spares the memory of a large zip.
    with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
        write(row, file)
        file.seek(0)
        default_storage.save(name, File(file))


def _select_sealed_lines(batch: Batch) -> QuerySet[BatchLine]:
    return batch.lines.sealed().exclude(certificate__pdf="").order_by("number")


def _iter_sealed_lines(row: Batch) -> Iterator[BatchLine]:
    """Yield the sealed lines, few at a time, and renew the claim on the way."""
    lines = _select_sealed_lines(row).select_related("certificate", "person")
    lines = lines.defer("certificate__credential")
    for piece in read_pieces(lines, _CHUNK_SIZE):
        _update_if_claimed(row)
        yield from piece


def _write_zip(row: Batch, file: IO[bytes]) -> None:
    """Write the certificates and an index that says whose is which."""
    index = io.StringIO()
    table = csv.writer(index)
    table.writerow(_INDEX_COLUMNS)
    # Stored, not deflated: PDFs do not shrink.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for line in _iter_sealed_lines(row):
            row_of_line = _build_index_row(line, _add_certificate(archive, line))
            table.writerow([escape_formula(cell) for cell in row_of_line])
        archive.writestr("index.csv", UTF8_BOM + index.getvalue(), zipfile.ZIP_DEFLATED)


def _add_certificate(archive: zipfile.ZipFile, line: BatchLine) -> str:
    """Add the file to the zip; return its name, or "" when the storage has lost it."""
    certificate = _certificate_of(line)
    name = f"{line.number:05d}-{certificate.code}.pdf"
    try:
        with certificate.pdf.open() as content:
            archive.writestr(name, content.read())
    except FileNotFoundError:
        logger.exception("The file of certificate %s is lost", certificate.code)
        return ""
    return name


def _build_index_row(line: BatchLine, name: str) -> list[str]:
    certificate = _certificate_of(line)
    names = certificate.facts["person"]["names"]
    state = str(certificate.state_on(timezone.localdate()))
    number = line.person.staff_number or ""
    return [str(line.number), name, certificate.code, state, number, names["my"], names["en"]]


def _certificate_of(line: BatchLine) -> Certificate:
    assert line.certificate is not None  # noqa: S101
    return line.certificate


def _write_register_file(row: Batch, file: IO[bytes]) -> None:
    """Write one PDF, or a zip of volumes for more people than a volume holds."""
    volumes = rendering.render_register_volumes(
        row, _iter_sealed_lines(row), total=_select_sealed_lines(row).count()
    )
    if str(row.register).endswith(".pdf"):
        file.write(next(volumes))
        return
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, content in enumerate(volumes, start=1):
            archive.writestr(f"register-{number:03d}.pdf", content)


def delete_batch_files(rows: QuerySet[Batch]) -> None:
    """Delete the files of the batches; a registrar may have them written again."""
    for row in rows:
        _delete_files(row)
        Batch.objects.filter(pk=row.pk, files=row.files.name).update(files="", register="")
