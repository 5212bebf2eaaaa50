"""Forgets what is over by the schedule of ``RETENTION_DAYS``; ``--dry-run`` only tells."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from people.privacy.retention import forget_old_data, report_retention


class Command(BaseCommand):
    help = "Delete what is over. The worker does it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = report_retention() if options["dry_run"] else forget_old_data()
        for line in lines:
            self.stdout.write(f"{line.count:8} {line.rule.days:5} days  {line.rule.title}")
