"""Keeps the schedule of pages; takes the place of Wagtail's command, which asks no gate."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.publishing.schedule import run_schedule


class Command(BaseCommand):
    help = "Publish and withdraw the pages whose hour has come, as the queue does by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        run_schedule()
