"""Sweeps of courses: each finds its rows again, so a lost message or a second run does no harm."""

from celery import shared_task

from courses.models import ItemVersion
from courses.progress.completion import complete_finished_enrolments
from courses.progress.programmes import complete_finished_programmes, follow_newest_versions
from courses.quizzes.attempts import close_overdue_attempts
from courses.quizzes.marking import remark_attempts, remark_withdrawn


@shared_task
def close_overdue() -> None:
    """Submit attempts whose time ran out while nobody had them open."""
    close_overdue_attempts()


@shared_task
def complete_finished() -> None:
    """Complete enrolments and programmes in which nothing remains, whatever left nothing to do."""
    complete_finished_enrolments()
    follow_newest_versions()
    complete_finished_programmes()


@shared_task
def remark(version_id: int) -> None:
    """Mark papers again that asked a question just withdrawn."""
    remark_attempts(ItemVersion.objects.get(pk=version_id))


@shared_task
def remark_waiting() -> None:
    """Go on with the papers of withdrawn questions that are not marked again yet."""
    remark_withdrawn()
