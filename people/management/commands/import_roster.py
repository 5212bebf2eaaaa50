"""``manage.py import_roster FILE``: people and their postings from a CSV file."""

from people.imports.command import ImportCommand
from people.roster.importing import RosterReport, import_roster


class Command(ImportCommand):
    help = "Import people and their postings from a CSV file in UTF-8."
    counts = ("created", "updated", "moved", "unchanged")

    def import_file(self, file: str) -> RosterReport:
        return import_roster(file)
