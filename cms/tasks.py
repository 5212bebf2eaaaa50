"""Registers the tasks of the back office with Celery."""

from celery import shared_task
from django.core.management import call_command

from cms.access.page_groups import sync_all_groups


@shared_task
def sync_groups() -> None:
    sync_all_groups()


@shared_task
def publish_scheduled() -> None:
    """Publish and expire pages at the hour that their editors set."""
    call_command("publish_scheduled")
