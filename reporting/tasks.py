"""Celery tasks of reporting: each may run twice or be killed."""

from celery import shared_task

from reporting import spells
from reporting.letters import reports
from reporting.letters.sending import send_due_letters
from reporting.models import ReportFile
from reporting.months import lock_due_months


@shared_task
def fold_figures() -> None:
    """Derive the spells of whoever changed; figures are right without it, and slower."""
    spells.fold_all()


@shared_task
def refresh_tallies() -> None:
    """Add up large units anew whose agencies changed."""
    spells.refresh_tallies()


@shared_task(time_limit=6 * 3600)  # seconds: everybody is derived again
def recount_figures() -> None:
    """Compare all spells and sums with the facts."""
    spells.recount_figures()


@shared_task
def lock_due() -> None:
    """Lock the months whose day has come."""
    lock_due_months()


@shared_task
def send_letters() -> None:
    """Write the letters of figures that are due."""
    send_due_letters()


@shared_task
def draw_report_file(report_id: int) -> None:
    """Draw a report that somebody waits for, unless it is gone."""
    rows = ReportFile.objects.select_related("asked_by", "unit", "skill")
    if row := rows.filter(pk=report_id).first():
        reports.draw_report_file(row)


@shared_task
def draw_waiting_reports() -> None:
    """Draw the reports whose task was lost."""
    reports.draw_waiting_reports()
