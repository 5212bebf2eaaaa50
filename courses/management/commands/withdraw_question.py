"""Withdraws a version of a question that was found wrong."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.items.withdrawal import MissingNote, withdraw_item_version
from courses.models import ItemVersion


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", type=uuid.UUID, help="the question's key")
        parser.add_argument("--number", type=int, help="its version; the newest if left out")
        parser.add_argument("--note", required=True, help="why")

    def handle(self, *args: Any, **options: Any) -> None:
        versions = ItemVersion.objects.filter(item__key=options["key"]).order_by("-number")
        if options["number"]:
            versions = versions.filter(number=options["number"])
        version = versions.first()
        if version is None:
            raise CommandError("There is no such version.")
        try:
            withdraw_item_version(version, note=options["note"])
        except MissingNote as missing:
            raise CommandError("Say why, in --note.") from missing
        self.stdout.write(f"Version {version.number} is withdrawn.")
