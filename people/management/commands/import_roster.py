"""Imports people and their postings from a CSV file."""

from people.imports.command import ImportCommand
from people.roster import import_roster


class Command(ImportCommand):
    help = "Import people and their postings from a CSV file in UTF-8."
    kind = "roster"
    importer = staticmethod(import_roster)
