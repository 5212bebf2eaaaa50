"""Imports a crosswalk of two frameworks from a CSV file."""

from people.imports.command import ImportCommand
from plan.importing import import_crosswalk


class Command(ImportCommand):
    help = "Import which skills of one framework are those of another (source, target, kind)."
    kind = "crosswalk"
    importer = staticmethod(import_crosswalk)
