"""Imports a framework of skills, and its levels, from CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from plan.importing import import_framework, import_levels
from plan.importing.command import run_import


class Command(BaseCommand):
    help = "Import a framework of skills (code, title_en) and its levels from CSV files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--code", required=True, help="short code, for example DC3")
        parser.add_argument("--name", required=True, help="name in English")
        parser.add_argument("--name-my", default="", help="name in Burmese")
        parser.add_argument("--levels", type=Path, help="CSV with the columns level, name_en")
        parser.add_argument("--burmese", type=Path, help="CSV with Burmese names")

    def handle(self, *args: Any, **options: Any) -> None:
        code, burmese = options["code"], options["burmese"]
        names = {"en": options["name"], "my": options["name_my"] or options["name"]}
        run_import(
            self, import_framework, options["file"], code=code, names=names, burmese=burmese
        )
        if options["levels"]:
            run_import(self, import_levels, options["levels"], framework=code, burmese=burmese)
