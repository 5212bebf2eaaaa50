"""Imports a framework of skills, and its levels, from CSV files."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from people.imports.command import ImportCommand
from plan.importing import import_framework, import_levels


class Command(ImportCommand):
    help = "Import a framework of skills and its levels from CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--code", required=True, help="short code, for example DC3")
        parser.add_argument("--name", required=True, help="name in English")
        parser.add_argument("--name-my", default="", help="name in Burmese")
        parser.add_argument("--levels", type=Path, help="CSV with the columns level, name_en")
        parser.add_argument("--burmese", type=Path, help="CSV with Burmese names")
        parser.add_argument(
            "--retire-missing",
            action="store_true",
            help="retire the skills that the file has no more; they are kept",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        code, burmese, dry_run = options["code"], options["burmese"], options["dry_run"]
        names = {"en": options["name"], "my": options["name_my"] or options["name"]}
        shared = {"burmese": burmese, "dry_run": dry_run}
        own = {"code": code, "names": names, "retires_missing": options["retire_missing"]}
        self.run_import(import_framework, file, kind="framework", **own, **shared)
        # A dry run leaves no framework that levels could belong to, unless it was there before.
        if options["levels"]:
            self.run_import(
                import_levels, options["levels"], kind="levels", framework=code, **shared
            )
