"""Draws reports on paper: at once for a small unit, in the worker for a large one.

Only writer of `ReportFile`. Who asked is told when the file is there; it goes after days.
"""

from __future__ import annotations

import secrets
from importlib import import_module

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from people.messaging import notify_person
from people.models import Agency, Person
from people.queue import CLAIM_DURATION, enqueue_on_commit, keep_claim, sweep_rows
from plan.levels import load_level_names
from reporting.insights.report import gather_report
from reporting.models import ReportFile
from reporting.output import describe_report
from reporting.query.scope import Scope, may_read_figures, resolve_scope

_TASK = "reporting.tasks.draw_report_file"
# A report of so many units is counted and drawn within the second or two that somebody waits.
_MOST_UNITS = 60
_MOST_AT_ONCE = 5  # of one sweep


def is_long(unit: Agency) -> bool:
    """Return whether the report of the unit is the worker's: one query."""
    units = Agency.objects.under(unit).values_list("pk", flat=True)
    return len(units[: _MOST_UNITS + 1]) > _MOST_UNITS


def draw_report(scope: Scope) -> bytes:
    """Return the report as PDF in the active language, with what tells how it was counted."""
    address = reverse("reporting:insights") + scope.query()
    about = describe_report(scope, load_level_names(), address=address)
    # Loaded here, as Pango may be missing.
    draw = import_module("reporting.output.report_pdf").render_report
    content: bytes = draw(gather_report(scope), about)
    return content


@transaction.atomic
def ask_for_report(scope: Scope, *, shown_in: str) -> ReportFile:
    """Return the report that the person waits for, begun now unless there is one."""
    # Locked: of two requests at once the second finds that of the first.
    Person.objects.select_for_update().get(pk=scope.viewer.pk)
    asked = {
        "unit": scope.unit,
        "skill": scope.skill,
        "level": scope.level,
        "day": scope.day,
        "measure": scope.measure.value,
        "shown_in": shown_in,
        "asked_at": timezone.now(),
    }
    rows = ReportFile.objects.unfinished()
    row, _is_new = rows.get_or_create(asked_by=scope.viewer, defaults=asked)
    if row.has_failed:
        vars(row).update(tries=0, claimed_until=None)
        for name, value in asked.items():
            setattr(row, name, value)
        row.save()
    enqueue_on_commit(_TASK, row.pk)
    return row


def find_other_report(scope: Scope, *, shown_in: str) -> ReportFile | None:
    """Return the report of another question that the person waits for: it is drawn first."""
    rows = ReportFile.objects.unfinished().select_related("asked_by", "unit", "skill")
    row = rows.filter(asked_by=scope.viewer, tries__lt=ReportFile.MOST_TRIES).first()
    if row is None or (read_report_scope(row) == scope and row.shown_in == shown_in):
        return None
    return row


def find_last_report(scope: Scope, *, shown_in: str) -> ReportFile | None:
    """Return the newest report of the question that the person has or waits for."""
    rows = ReportFile.objects.filter(asked_by=scope.viewer, unit=scope.unit, skill=scope.skill)
    same = {"level": scope.level, "day": scope.day, "measure": scope.measure.value}
    return rows.filter(shown_in=shown_in, **same).order_by("-asked_at", "-pk").first()


def draw_report_file(row: ReportFile) -> bool:
    """Draw the report and tell who asked; return False if another worker does or did."""
    if not may_read_figures(row.asked_by, row.unit):
        # Their role has ended meanwhile: nobody else may have it.
        delete_report_files(ReportFile.objects.filter(pk=row.pk))
        return False
    if not _claim_row(row):
        return False
    with keep_claim(_find_claimed(row)), translation.override(row.shown_in):
        content = draw_report(read_report_scope(row))
        default_storage.save(str(row.file), ContentFile(content))
    is_ours = _finish_row(row)
    if not is_ours:  # somebody else took it over, or it was deleted
        default_storage.delete(str(row.file))
    return is_ours


def read_report_scope(row: ReportFile) -> Scope:
    """Return what the report is about."""
    asked = {
        "unit": row.unit,
        "skill": row.skill,
        "level": row.level,
        "day": row.day,
        "measure": row.measure,
    }
    return resolve_scope(row.asked_by, {name: one for name, one in asked.items() if one})


def draw_waiting_reports() -> int:
    """Draw reports whose task was lost or whose worker died; return how many."""
    rows = ReportFile.objects.claimable(timezone.now()).select_related("asked_by", "unit", "skill")
    # An outage: a full or absent storage, which the next try may find.
    return sum(sweep_rows(rows[:_MOST_AT_ONCE], draw_report_file, outages=(OSError,)).results)


def delete_report_files(rows: QuerySet[ReportFile]) -> int:
    """Delete the reports, each after its file."""
    return len(sweep_rows(rows, _delete_row).results)


def _delete_row(row: ReportFile) -> None:
    if row.file.name:
        default_storage.delete(row.file.name)
    row.delete()


def _claim_row(row: ReportFile) -> bool:
    now, abandoned = timezone.now(), row.file.name
    # Nobody guesses the name: some storages serve files without asking who comes.
    name = f"reports/{now.year}/{secrets.token_urlsafe(24)}.pdf"
    # One UPDATE: of two workers only one finds the row unclaimed.
    claimed = ReportFile.objects.claimable(now).filter(pk=row.pk)
    if not claimed.update(tries=F("tries") + 1, claimed_until=now + CLAIM_DURATION, file=name):
        return False
    row.file.name = name
    if abandoned:
        default_storage.delete(abandoned)
    return True


def _find_claimed(row: ReportFile) -> QuerySet[ReportFile]:
    """Return the row while it is ours: whoever takes it over gives its file another name."""
    return ReportFile.objects.unfinished().filter(pk=row.pk, file=row.file.name)


@transaction.atomic
def _finish_row(row: ReportFile) -> bool:
    if not _find_claimed(row).update(done_at=timezone.now()):
        return False
    page = reverse("reporting:report_file", args=[row.pk])
    facts = {
        "unit": row.unit.names,
        "day": row.day.isoformat(),
        "address": settings.SITE_URL + page,
    }
    notify_person(row.asked_by, "reporting/report_ready", subject=str(row.pk), facts=facts)
    return True
