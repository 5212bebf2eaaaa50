"""Prints the report of an import for an operator."""

from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.imports.tables import Problem


class ReportWithProblems(Protocol):
    problems: list[Problem]


class ImportCommand(BaseCommand):
    """A command that imports one file and prints its report; it fails if a line was wrong."""

    counts: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def import_file(self, file: str) -> ReportWithProblems:
        raise NotImplementedError

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        report = self.import_file(file)
        for problem in report.problems:
            place = " · ".join(part for part in (str(problem.line), problem.field) if part)
            self.stderr.write(f"{place}: {problem.kind}: {problem.message}")
        self.stdout.write(", ".join(f"{getattr(report, name)} {name}" for name in self.counts))
        wrong = sum(problem.kind is Problem.Kind.WRONG for problem in report.problems)
        if wrong:
            raise CommandError(f"{wrong} problems; the lines they are on were not imported.")
