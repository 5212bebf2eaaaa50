"""Tells an operator on the command line what an import did, or what is wrong line by line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plan.importing.tables import ImportReport, UnreadableFile


def run_import(
    command: BaseCommand, importer: Callable[..., ImportReport], file: Path, **options: Any
) -> None:
    """Run the importer. Raises `CommandError` when nothing could be imported."""
    try:
        report = importer(file, **options)
    except (OSError, UnreadableFile) as error:
        raise CommandError(f"{file}: {error}") from error
    for problem in report.problems:
        command.stderr.write(f"Line {problem.line}, {problem.field}: {problem.message}")
    if report.problems:
        raise CommandError(f"{file}: {len(report.problems)} problems, nothing was imported.")
    command.stdout.write(
        f"{file}: {report.created} new, {report.updated} changed, {report.unchanged} unchanged."
    )
