"""The tasks of the back office."""

from celery import shared_task

from cms.access.page_groups import sync_groups_of_all


@shared_task
def sync_groups() -> None:
    sync_groups_of_all()
