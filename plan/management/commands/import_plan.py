"""Imports a plan with its phases and clauses from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from plan.importing import import_plan
from plan.importing.command import run_import


class Command(BaseCommand):
    help = "Import a plan with its phases and clauses from a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        run_import(self, import_plan, options["file"])
