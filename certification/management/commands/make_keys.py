"""Makes the keys of seal, credentials and log: ``make_keys`` once, ``make_keys --demo`` anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.keys import DemoKeysRefused, make_demo_keys, make_keys


class Command(BaseCommand):
    help = "Makes the key files under KEYS_DIR. Existing keys are never touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="marked keys for a demo")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = make_demo_keys() if options["demo"] else make_keys()
        except (DemoKeysRefused, FileExistsError) as refusal:
            raise CommandError(f"No keys were made: {refusal}") from refusal
        self.stdout.write(f"The keys are in {folder}")
