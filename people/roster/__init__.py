"""Reads a roster of persons, matches it with what is recorded and writes the difference."""

from people.roster.importing import import_roster
from people.roster.reading import (
    OPTIONAL_COLUMNS,
    ROSTER_COLUMNS,
    parse_roster,
    read_staff_number,
)

__all__ = [
    "OPTIONAL_COLUMNS",
    "ROSTER_COLUMNS",
    "import_roster",
    "parse_roster",
    "read_staff_number",
]
