"""Pushes all that is published to the catalogue again."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.publishing.push import push_all_pages


class Command(BaseCommand):
    help = "Render and push every live course and question bank to the catalogue again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{push_all_pages()} courses and question banks pushed")
