"""Fills the site with the demo; run again, it makes only what is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.demo.seeding import BrokenDemoFile, DemoRefused, seed_demo


class Command(BaseCommand):
    help = "Fill an empty site with demo data (LMS_DEMO=1 only)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            seed_demo(self.tell)
        except (DemoRefused, BrokenDemoFile) as refusal:
            raise CommandError(str(refusal)) from refusal

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
