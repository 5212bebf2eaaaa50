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
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone, translation

from people.imports.report import ImportReport, Problem, UnreadableFile
from people.models import ImportRun, Person

Importer = Callable[..., ImportReport]

file_imported = Signal()  # keyword arguments: run, report

# A file holds personal data: long enough to read a preview, short enough to be forgotten.
FILE_KEPT_FOR = dt.timedelta(hours=1)
# What is wrong with an imported file is put right within days, by whoever brought it.
PROBLEMS_KEPT_FOR = dt.timedelta(days=30)
_COUNTS = ("created", "updated", "moved", "unchanged")
_MAX_NAME_LENGTH = 255


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
        # Together, so that nothing is imported of which no trace is kept.
        with transaction.atomic():
            report = importer(io.BytesIO(content), **options)
            _finish_run(run, report)
    except UnreadableFile as error:
        _finish_run(run, ImportReport(problems=list(error.problems)))
        raise
    return report


def rehearse_import(importer: Importer, content: bytes, **options: Any) -> ImportReport:
    """Return the report of an import that is rolled back. Raise `UnreadableFile`."""
    # The import itself, so that a preview cannot say anything else than what will be done.
    with transaction.atomic():
        report = importer(io.BytesIO(content), **options)
        transaction.set_rollback(True)
    return report


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
    with transaction.atomic():
        # Locked: of two clicks one imports, and the other finds it done.
        run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.imported_at:
            return run
        content = _read_content(run)
        report = importer(io.BytesIO(content), **run.options)
        if _outcome_of(report) == _seen_outcome(run):
            _finish_run(run, report)
            return run
        transaction.set_rollback(True)
    _note_report(run, report)
    run.save()
    raise OutcomeChanged(run)


def is_expired(run: ImportRun, at: dt.datetime | None = None) -> bool:
    """Return whether the file of a preview is not kept any more."""
    return not run.imported_at and run.received_at + FILE_KEPT_FOR <= (at or timezone.now())


def read_problems(run: ImportRun) -> list[Problem]:
    """Return the problems of the file, in the active language."""
    if not run.problems:
        return []
    language = translation.get_language()
    texts = json.loads(zlib.decompress(bytes(run.problems)))
    return [
        Problem(
            line=text["line"],
            field=text["field"],
            kind=Problem.Kind(text["kind"]),
            message=text["message"].get(language) or next(iter(text["message"].values())),
            advice=text["advice"].get(language) or next(iter(text["advice"].values())),
        )
        for text in texts
    ]


def forget_files(at: dt.datetime | None = None) -> None:
    """Empty previews whose hour is over, and what tells of people in imports after a month."""
    at = at or timezone.now()
    previews = ImportRun.objects.filter(imported_at=None)
    previews.filter(received_at__lte=at - PROBLEMS_KEPT_FOR).delete()
    over = previews.filter(received_at__lte=at - FILE_KEPT_FOR).exclude(content=None)
    over.update(content=None, problems=None, first_lines=[])
    done = ImportRun.objects.filter(imported_at__lte=at - PROBLEMS_KEPT_FOR)
    done.exclude(problems=None, first_lines=[]).update(problems=None, first_lines=[])


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


def _read_content(run: ImportRun) -> bytes:
    content = bytes(run.content or b"")
    # The digest is what the preview named and the history will name: it must be of this content.
    if is_expired(run) or hashlib.sha256(content).hexdigest() != run.digest:
        raise FileExpired
    return content


def _finish_run(run: ImportRun, report: ImportReport) -> None:
    run.imported_at, run.content = timezone.now(), None
    _note_report(run, report)
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
    problems = _unpack(_pack_problems(report.problems))
    return (*(getattr(report, name) for name in _COUNTS), problems)


def _seen_outcome(run: ImportRun) -> tuple[Any, ...]:
    return (*(getattr(run, name) for name in _COUNTS), _unpack(run.problems))


def _unpack(packed: Any) -> Any:
    return json.loads(zlib.decompress(bytes(packed))) if packed else None


def _pack_problems(problems: list[Problem]) -> bytes | None:
    """Return the problems in every language that is offered, small: most of them are alike."""
    if not problems:
        return None
    rows: list[dict[str, Any]] = [
        {"line": one.line, "field": one.field, "kind": one.kind.value, "message": {}, "advice": {}}
        for one in problems
    ]
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            for row, one in zip(rows, problems, strict=True):
                row["message"][language] = str(one.message)
                row["advice"][language] = str(one.what_to_do)
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
