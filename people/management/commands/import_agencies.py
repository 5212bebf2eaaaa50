"""Imports the tree of agencies from a CSV file."""

from people.agencies import import_agencies
from people.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import the tree of agencies from a CSV file in UTF-8."
    kind = "agencies"
    importer = staticmethod(import_agencies)
