"""Runs an import from the command line and prints its report for an operator."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.imports.report import ImportReport, Problem, UnreadableFile

_OUTCOMES = ("created", "updated", "moved", "unchanged")


class ImportCommand(BaseCommand):
    """Imports one file and prints its report; fails when a line is wrong."""

    importer: Callable[..., ImportReport]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.run_import(self.importer, file)

    def run_import(self, importer: Callable[..., ImportReport], file: Path, **more: Any) -> None:
        """Import the file and print the report. Raise `CommandError` when a line is wrong."""
        try:
            report = importer(file, **more)
        except (OSError, UnreadableFile) as error:
            raise CommandError(f"{file}: {error}") from error
        for problem in report.problems:
            self.stderr.write(_format_problem(problem))
        counts = {name: getattr(report, name) for name in _OUTCOMES}
        told = [f"{count} {name}" for name, count in counts.items() if count is not None]
        self.stdout.write(f"{file}: {', '.join(told)}.")
        if wrong := sum(problem.is_wrong for problem in report.problems):
            left_out = "the lines they are on were not" if any(counts.values()) else "nothing was"
            raise CommandError(f"{file}: {wrong} problems; {left_out} imported.")


def _format_problem(problem: Problem) -> str:
    place = ", ".join(filter(None, (f"Line {problem.line}", problem.field)))
    return f"{place}: {problem.kind}: {problem.message}"
