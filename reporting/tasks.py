"""Celery tasks of reporting: each may run twice or be killed."""

from celery import shared_task

from reporting import spells
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
