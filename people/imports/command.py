"""Runs an import from the command line and prints its report for an operator."""

import getpass
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.imports.report import ImportReport, Problem, UnreadableFile
from people.imports.runs import Importer, import_file, rehearse_import

_OUTCOMES = ("created", "updated", "moved", "unchanged")


class ImportCommand(BaseCommand):
    """Imports one file, keeps the trace of it and prints its report; fails when a line is wrong.

    ``kind`` names the import in the history.
    """

    importer: Importer
    kind: str

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and do nothing"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.run_import(self.importer, file, kind=self.kind, dry_run=options["dry_run"])

    def run_import(
        self, importer: Importer, file: Path, *, kind: str, dry_run: bool = False, **more: Any
    ) -> None:
        """Import the file and print the report. Raise `CommandError` when a line is wrong."""
        try:
            content = file.read_bytes()
            if dry_run:
                report = rehearse_import(importer, content, **more)
            else:
                trace = {"kind": kind, "file_name": file.name, "operator": _find_operator()}
                report = self.keep_import(importer, content, **trace, **more)
        except (OSError, UnreadableFile) as error:
            raise CommandError(f"{file}: {error}") from error
        for problem in report.problems:
            self.stderr.write(_format_problem(problem))
        counts = {name: getattr(report, name) for name in _OUTCOMES}
        told = [f"{count} {name}" for name, count in counts.items() if count is not None]
        told_how = "would be: " if dry_run else ""
        self.stdout.write(f"{file}: {told_how}{', '.join(told)}.")
        if wrong := sum(problem.is_wrong for problem in report.problems):
            left_out = "the lines they are on are not" if any(counts.values()) else "nothing is"
            raise CommandError(f"{file}: {wrong} problems; {left_out} imported.")

    def keep_import(self, importer: Importer, content: bytes, **trace: Any) -> ImportReport:
        """Import the content and keep the trace of it. Raise `UnreadableFile`."""
        return import_file(importer, content, **trace)


def _format_problem(problem: Problem) -> str:
    place = ", ".join(filter(None, (f"Line {problem.line}", problem.field)))
    return f"{place}: {problem.kind}: {problem.message}"


def _find_operator() -> str:
    """Return the name of the machine's account that runs the command."""
    try:
        return getpass.getuser()
    # In a container the number may have no name.
    except (KeyError, OSError):
        return str(os.getuid())
