"""Makes files of courses, once for the same words: the only writer of `CourseExport`.

The worker makes them. A file that nobody has asked for or fetched for some weeks is deleted;
it can be made again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.exports.contents import ExportContents, NothingToExport, gather_contents
from courses.exports.epub import write_epub
from courses.exports.scorm_package import write_scorm
from courses.models import CourseExport, ExportFormat, ExportState
from people.queue import CLAIM_DURATION, enqueue_on_commit, keep_claim, sweep_rows

TASK = "courses.tasks.make_export"
_KEPT_FOR = dt.timedelta(days=30)
# A fetch is written down once a day: the page of a book is read much more often than that.
_LEAST_GAP = dt.timedelta(days=1)
_MOST_AT_ONCE = 5  # of one sweep
_IN_MEMORY = 5_000_000  # bytes; a larger file goes by the disk
_WRITERS: dict[str, Callable[..., dict[str, int]]] = {
    ExportFormat.EPUB: write_epub,
    ExportFormat.SCORM_12: write_scorm,
}


def ask_for_export(
    contents: ExportContents, format_: ExportFormat, *, has_media: bool = False
) -> CourseExport:
    """Return the file of these words, made or on its way; one that failed is tried again."""
    digest = contents.compute_digest(format_, has_media=has_media)
    facts = {
        "course": contents.course,
        "lesson": contents.lesson,
        "language": contents.language,
        "format": format_,
        "has_media": has_media,
        "used_at": timezone.now(),
    }
    with transaction.atomic():
        # Of two who ask at once the constraint decides, and both get one file.
        export, is_new = CourseExport.objects.get_or_create(digest=digest, defaults=facts)
        failed = CourseExport.objects.filter(pk=export.pk, state=ExportState.FAILED)
        if is_new or failed.update(state=ExportState.WAITING, tries=0, claimed_until=None):
            enqueue_on_commit(TASK, export.pk)
    _note_use(export)
    export.refresh_from_db()
    return export


def find_export(
    contents: ExportContents, format_: ExportFormat, *, has_media: bool = False
) -> CourseExport | None:
    """Return the file of what is published now, if somebody asked for it; one query."""
    digest = contents.compute_digest(format_, has_media=has_media)
    found = CourseExport.objects.filter(digest=digest).select_related("course", "lesson")
    return found.first()


def open_export(export: CourseExport) -> IO[bytes] | None:
    """Return the file, or None if it is not made or was lost; lost, it is made anew."""
    if not export.is_ready:
        return None
    _note_use(export)
    try:
        return default_storage.open(str(export.file), "rb")
    except FileNotFoundError:
        _make_anew(export)
        return None


def _note_use(export: CourseExport) -> None:
    now = timezone.now()
    if export.used_at <= now - _LEAST_GAP:
        CourseExport.objects.filter(pk=export.pk).update(used_at=now)


@transaction.atomic
def _make_anew(export: CourseExport) -> None:
    state = {"state": ExportState.WAITING, "file": "", "made_at": None, "tries": 0}
    if CourseExport.objects.filter(pk=export.pk, state=ExportState.READY).update(**state):
        enqueue_on_commit(TASK, export.pk)


def make_export(export: CourseExport) -> bool:
    """Make the file; return False if another worker does or did."""
    if not _claim_export(export):
        return False
    export.refresh_from_db()
    # Each claim is another try.
    waiting = CourseExport.objects.filter(pk=export.pk, state=ExportState.WAITING)
    with keep_claim(waiting.filter(tries=export.tries)):
        _make_claimed(export)
    return True


def _make_claimed(export: CourseExport) -> None:
    if export.tries > CourseExport.MOST_TRIES:
        _write_state(export, state=ExportState.FAILED)
        return
    try:
        contents = gather_contents(export.course, export.language, lesson=export.lesson)
    except NothingToExport:
        _write_state(export, state=ExportState.FAILED)
        return
    has_changed = _digest_of(contents, export) != export.digest
    if has_changed:
        # Published anew since: nobody asks for those words again, and whoever does gets these.
        CourseExport.objects.filter(pk=export.pk).delete()
        ask_for_export(contents, ExportFormat(export.format), has_media=export.has_media)
        return
    _build_file(export, contents)


def _claim_export(export: CourseExport) -> bool:
    now = timezone.now()
    # One UPDATE: of two workers only one finds the row unclaimed.
    claimable = CourseExport.objects.claimable(now).filter(pk=export.pk)
    return bool(claimable.update(tries=F("tries") + 1, claimed_until=now + CLAIM_DURATION))


def _digest_of(contents: ExportContents, export: CourseExport) -> str:
    return contents.compute_digest(ExportFormat(export.format), has_media=export.has_media)


def _build_file(export: CourseExport, contents: ExportContents) -> None:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
        write = _WRITERS[export.format]
        losses = write(
            contents, whole, has_media=export.has_media, tell=partial(_tell_progress, export)
        )
        size = whole.tell()
        whole.seek(0)
        name = f"course-exports/{export.digest[:2]}/{export.digest}"
        # What a worker left that was killed before it wrote the row.
        default_storage.delete(name)
        stored = default_storage.save(name, File(whole, name=name))
    done = {"file": stored, "bytes": size, "losses": losses, "made_at": timezone.now()}
    if not _write_state(export, state=ExportState.READY, percent=100, **done):
        default_storage.delete(stored)


def _tell_progress(export: CourseExport, percent: int) -> None:
    CourseExport.objects.filter(pk=export.pk).update(percent=percent)


def _write_state(export: CourseExport, **facts: object) -> bool:
    waiting = CourseExport.objects.filter(pk=export.pk, state=ExportState.WAITING)
    return bool(waiting.update(claimed_until=None, **facts))


def make_waiting_exports() -> int:
    """Make files whose task was lost or whose worker died; return how many."""
    waiting = CourseExport.objects.claimable(timezone.now()).select_related("course", "lesson")
    rows = waiting.order_by("pk")[:_MOST_AT_ONCE]
    # An outage: a full or absent storage, which the next try may find.
    return sum(sweep_rows(rows, make_export, outages=(OSError,)).results)


def forget_old_exports() -> int:
    """Delete files that nobody has used for weeks; return how many."""
    old = CourseExport.objects.filter(used_at__lte=timezone.now() - _KEPT_FOR)
    return len(sweep_rows(old, _delete_export, outages=(OSError,)).results)


def _delete_export(export: CourseExport) -> None:
    name = str(export.file)
    # The row first: one without a file would be offered, a file without a row is only lost space.
    export.delete()
    if name:
        default_storage.delete(name)
