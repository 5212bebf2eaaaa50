"""Imports targets from a CSV file."""

from people.imports.command import ImportCommand
from plan.importing import import_targets


class Command(ImportCommand):
    help = "Import targets from a CSV file."
    kind = "targets"
    importer = staticmethod(import_targets)
