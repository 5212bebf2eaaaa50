"""Reads a roster file: headings by name, cells as they were meant, lines with their problems."""

from people.roster.reading.cells import OPTIONAL_COLUMNS, ROSTER_COLUMNS, read_staff_number
from people.roster.reading.parsing import parse_roster

__all__ = ["OPTIONAL_COLUMNS", "ROSTER_COLUMNS", "parse_roster", "read_staff_number"]
