"""``manage.py import_agencies FILE``: the tree of agencies from a CSV file."""

from people.agencies.importing import AgencyReport, import_agencies
from people.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Import the tree of agencies from a CSV file in UTF-8."
    counts = ("created", "updated", "unchanged")

    def import_file(self, file: str) -> AgencyReport:
        return import_agencies(file)
