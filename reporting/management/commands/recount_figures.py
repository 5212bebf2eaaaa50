"""Counts again from the facts what figures are read from, and says whether it differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.spells import recount_figures


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="derive anew what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = recount_figures(mend=options["mend"])
        if found.is_right:
            self.stdout.write("All figures are what the facts say.")
            return
        told = f"{len(found.people)} people and {len(found.units)} units differ from the facts."
        if not options["mend"]:
            raise CommandError(f"{told} Mend them with --mend.")
        self.stdout.write(f"{told} They were derived anew.")
