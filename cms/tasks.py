"""Registers the tasks of the back office with Celery."""

from celery import shared_task

from cms.access.page_groups import sync_all_groups
from cms.copying import resume_copies, work_on_copy
from cms.office.statistics.telling import tell_authors_of_poor_questions
from cms.publishing.schedule import run_schedule
from cms.question_files import resume_files, work_on_file
from cms.reviews.telling import notify_reviewers, remind_reviewers
from cms.upkeep import remind_owners


@shared_task
def sync_groups(_agency_id: int = 0) -> None:
    """Put everybody into the groups of today's roles; an agency changed, or an hour went by."""
    sync_all_groups()


@shared_task
def publish_scheduled() -> None:
    """Publish and expire pages at the hour that their editors set."""
    run_schedule()


@shared_task
def tell_reviewers() -> None:
    """Write to reviewers what came since the last hour, and of what is overdue."""
    notify_reviewers()
    remind_reviewers()


@shared_task
def tell_authors() -> None:
    """Write to authors which of their questions are to be looked at, weekly at most."""
    tell_authors_of_poor_questions()


@shared_task
def remind_of_course_reviews() -> None:
    """Write to those who answer for courses whose day of review is near."""
    remind_owners()


@shared_task
def work_on_questions(file_id: int) -> None:
    """Read a file of questions, or let them arrive in their bank."""
    work_on_file(file_id)


@shared_task
def resume_question_files() -> None:
    """Go on with files of questions whose task was lost."""
    resume_files()


@shared_task
def copy_course(copy_id: int) -> None:
    """Do what is left of a copy of a course."""
    work_on_copy(copy_id)


@shared_task
def resume_course_copies() -> None:
    """Go on with copies of courses whose task was lost."""
    resume_copies()
