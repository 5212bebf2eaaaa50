"""Previews and imports files, and keeps what each was, what became of it and who brought it.

Only this module writes `ImportRun`. Whoever imports a file, from a screen or by command, does it
here: there is no import without a trace.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from people.imports.planning import ImportDisturbed, ImportPlan, PlannedImporter
from people.imports.report import (
    ImportReport,
    Problem,
    UnreadableFile,
    pack_problems,
    unpack_problems,
)
from people.messaging import notify_people
from people.models import ImportRun, Person, ProposedFile

# A `PlannedImporter`, or one of short files that reads and writes in one transaction.
Importer = Callable[..., ImportReport]

file_planned = Signal()  # keyword argument: report; sent before any lock is taken
file_imported = Signal()  # keyword arguments: run, report; sent in the transaction that writes

# A file holds personal data: long enough to read a preview, short enough to be forgotten.
FILE_KEPT_FOR = dt.timedelta(hours=1)
_COUNTS = ("created", "updated", "moved", "unchanged")
_MAX_NAME_LENGTH = 255
_TRIES = 5  # others would have to write about the same people in each of so many moments
_T = TypeVar("_T")


class FileExpired(Exception):
    """The previewed file is not kept any more."""


class OutcomeChanged(Exception):
    """Importing the file would do something else than its preview said; ``run`` is a new one."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(run.pk)
        self.run = run


def import_file(
    importer: Importer, content: bytes, *, kind: str, file_name: str, operator: str, **options: Any
) -> ImportReport:
    """Import the file and keep the trace of it, for an operator. Raise `UnreadableFile`."""
    run = _start_run(content, kind=kind, file_name=file_name, operator=operator)
    try:
        return try_again(lambda: _import_once(run, plan_import(importer, content, options)))
    except UnreadableFile as error:
        _finish_run(run, ImportReport(problems=list(error.problems)))
        raise


def rehearse_import(importer: Importer, content: bytes, **options: Any) -> ImportReport:
    """Return the report of an import that is not written. Raise `UnreadableFile`."""
    return plan_import(importer, content, options).report


def preview_file(
    importer: Importer,
    content: bytes,
    *,
    kind: str,
    file_name: str,
    by: Person,
    options: dict[str, Any] | None = None,
) -> ImportRun:
    """Keep the file for an hour, with what importing it would do. Raise `UnreadableFile`."""
    report = rehearse_import(importer, content, **(options or {}))
    run = _start_run(content, kind=kind, file_name=file_name, by=by)
    run.content, run.options = content, options or {}
    _note_report(run, report)
    run.save()
    return run


def confirm_import(run: ImportRun, importer: Importer) -> ImportRun:
    """Import the previewed file; a second time changes nothing.

    Raise `FileExpired`, or `OutcomeChanged` with a new preview and nothing written if the
    database has moved so that something else would be done.
    """
    return try_again(lambda: _confirm_once(run.pk, importer))


def _confirm_once(pk: int, importer: Importer) -> ImportRun:
    run = ImportRun.objects.select_related("by").get(pk=pk)
    if run.imported_at:
        return run
    plan = plan_import(importer, _read_run_content(run), run.options)
    if _outcome_of(plan.report) != _seen_outcome(run):
        _note_report(run, plan.report)
        run.save()
        raise OutcomeChanged(run)
    _import_once(run, plan)
    return ImportRun.objects.get(pk=pk)


def is_expired(run: ImportRun, at: dt.datetime | None = None) -> bool:
    """Return whether the file of a preview is not kept any more."""
    return not run.imported_at and run.received_at + FILE_KEPT_FOR <= (at or timezone.now())


def read_problems(run: ImportRun) -> list[Problem]:
    """Return the problems of the file, in the active language."""
    return unpack_problems(_unpack_json(run.problems) or [])


def forget_files(at: dt.datetime | None = None) -> None:
    """Empty previews whose hour is over, and what tells of people in imports after their days."""
    at = at or timezone.now()
    # What is wrong with an imported file is put right within days, by whoever brought it.
    old = find_old_runs(at - dt.timedelta(days=settings.RETENTION_DAYS["imports"]))
    old.filter(imported_at=None).delete()
    old.exclude(imported_at=None).update(problems=None, first_lines=[])
    over = ImportRun.objects.filter(imported_at=None, received_at__lte=at - FILE_KEPT_FOR)
    over.exclude(content=None).update(content=None, problems=None, first_lines=[])


def find_old_runs(before: dt.datetime) -> QuerySet[ImportRun]:
    """Return previews from before, and imports from before that still tell of people."""
    previews = Q(imported_at=None, received_at__lte=before)
    tells = ~Q(problems=None, first_lines=[])
    return ImportRun.objects.filter(previews | (Q(imported_at__lte=before) & tells))


def _start_run(
    content: bytes, *, kind: str, file_name: str, by: Person | None = None, operator: str = ""
) -> ImportRun:
    return ImportRun(
        kind=kind,
        file_name=file_name[-_MAX_NAME_LENGTH:],
        digest=hashlib.sha256(content).hexdigest(),
        by=by,
        operator=operator[:100],
        received_at=timezone.now(),
    )


def _read_run_content(run: ImportRun) -> bytes:
    content = bytes(run.content or b"")
    # The digest is what the preview named and the history will name: it must be of this content.
    if is_expired(run) or hashlib.sha256(content).hexdigest() != run.digest:
        raise FileExpired
    return content


def plan_import(importer: Importer, content: bytes, options: dict[str, Any]) -> ImportPlan:
    """Return what importing the content does, not yet written. Raise `UnreadableFile`."""
    if isinstance(importer, PlannedImporter):
        return importer.plan(io.BytesIO(content), **options)
    return _RehearsedPlan(lambda: importer(io.BytesIO(content), **options))


class _RehearsedPlan:
    """The plan of an import that cannot say what it does but by doing it: of short files only."""

    def __init__(self, run_import: Callable[[], ImportReport]) -> None:
        self._run_import = run_import
        with transaction.atomic():
            self.report = run_import()
            transaction.set_rollback(True)

    def write(self) -> None:
        written = self._run_import()
        if _outcome_of(written) != _outcome_of(self.report):
            raise ImportDisturbed
        # Rows that were rolled back have keys that nothing has.
        self.report.outcomes = written.outcomes


def try_again(import_once: Callable[[], _T]) -> _T:
    """Plan anew as long as others change what the plan rests on, a few times."""
    for _ in range(_TRIES - 1):
        with suppress(ImportDisturbed):
            return import_once()
    return import_once()


def _import_once(run: ImportRun, plan: ImportPlan) -> ImportReport:
    """Write the plan and its trace together. Raise `ImportDisturbed` with nothing written."""
    # Before the transaction begins: words in every language, for each line and each row.
    file_planned.send(ImportRun, report=plan.report)
    _note_report(run, plan.report)
    with transaction.atomic():
        # Locked: of two clicks one imports, and the other finds it done.
        if run.pk and not _lock_preview(run):
            return plan.report
        plan.write()
        _keep_trace(run, plan.report)
    return plan.report


def _lock_preview(run: ImportRun) -> bool:
    """Lock the row; return whether nobody has imported the file."""
    own = ImportRun.objects.select_for_update(of=("self",)).filter(pk=run.pk, imported_at=None)
    return len(own.values_list("pk")) == 1


def _finish_run(run: ImportRun, report: ImportReport) -> None:
    _note_report(run, report)
    with transaction.atomic():
        _keep_trace(run, report)


def _keep_trace(run: ImportRun, report: ImportReport) -> None:
    run.imported_at, run.content = timezone.now(), None
    run.save()
    # Within the transaction: what hears it keeps the history, without which nothing is imported.
    file_imported.send(ImportRun, run=run, report=report)


def _note_report(run: ImportRun, report: ImportReport) -> None:
    for name in _COUNTS:
        setattr(run, name, getattr(report, name))
    run.refused = report.refused
    run.first_lines = [
        {"line": line.line, "outcome": line.outcome, "what": line.what}
        for line in report.first_lines
    ]
    run.problems = _pack_problems(report.problems)


def _outcome_of(report: ImportReport) -> tuple[Any, ...]:
    problems = _unpack_json(_pack_problems(report.problems))
    return (*(getattr(report, name) for name in _COUNTS), problems)


def _seen_outcome(run: ImportRun) -> tuple[Any, ...]:
    return (*(getattr(run, name) for name in _COUNTS), _unpack_json(run.problems))


def _unpack_json(packed: Any) -> Any:
    return json.loads(zlib.decompress(bytes(packed))) if packed else None


def _pack_problems(problems: list[Problem]) -> bytes | None:
    """Return the problems, small: most of them are alike."""
    if not problems:
        return None
    return zlib.compress(json.dumps(pack_problems(problems), ensure_ascii=False).encode())


def tell_of_undoing(file: ProposedFile, *, brought_by: Person | None, address: str) -> None:
    """Tell those who brought and approved the file that somebody else takes it back.

    One person undoes what two have approved, so that a mistake ends at once; they hear of it.
    """
    if not (by := file.undone_by):
        return
    names = {code: by.name_in(code) for code in settings.CONTENT_LANGUAGES}
    facts = {"file": file.file_name, "by": names, "address": f"{settings.SITE_URL}{address}"}
    people = {one for one in (brought_by, file.approved_by) if one and one != by}
    subject = f"{file._meta.label_lower}/{file.pk}"
    notify_people(people, "people/file_undone", subject=subject, facts=facts)
