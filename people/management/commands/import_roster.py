"""Imports people and their postings from a CSV file."""

from typing import Any

from people.imports import ImportReport
from people.imports.command import ImportCommand
from people.imports.runs import Importer
from people.roster import import_roster
from people.roster.proposals import import_at_once


class Command(ImportCommand):
    help = "Import people and their postings from a CSV file in UTF-8, at once and for everybody."
    kind = "roster"
    importer = staticmethod(import_roster)

    def keep_import(self, importer: Importer, content: bytes, **trace: Any) -> ImportReport:
        # Kept as a proposal that was applied: it is listed, told line by line, and undone.
        name, operator = trace["file_name"], trace["operator"]
        return import_at_once(content, file_name=name, operator=operator)
