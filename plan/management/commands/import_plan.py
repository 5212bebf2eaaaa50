"""Imports a plan with its phases and clauses from a CSV file."""

from people.imports.command import ImportCommand
from plan.importing import import_plan


class Command(ImportCommand):
    help = "Import a plan with its phases and clauses from a CSV file."
    kind = "plan"
    importer = staticmethod(import_plan)
