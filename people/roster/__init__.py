"""Reads a roster of persons, matches it with what is recorded and writes the difference."""

from people.roster.cells import OPTIONAL_COLUMNS, ROSTER_COLUMNS, read_staff_number
from people.roster.importing import import_roster
from people.roster.parsing import parse_roster

__all__ = [
    "OPTIONAL_COLUMNS",
    "ROSTER_COLUMNS",
    "import_roster",
    "parse_roster",
    "read_staff_number",
]
