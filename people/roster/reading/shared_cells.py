"""Finds what stands on several lines of a roster and can be true of one person only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.cells import Row, read_cells
from people.imports.report import Problem
from people.roster.reading.cells import CONTACT_COLUMNS, ROSTER_READERS
from people.text.formatting import lazy_digits
from people.text.identifiers import normalise_staff_number


@dataclass
class SharedCells:
    """Knows which contacts stand on lines of several people, and which staff numbers are read."""

    contacts: dict[tuple[str, str], dict[str, int]]
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: list[Row]) -> SharedCells:
        """Return what several people of the file have, whatever else is wrong with the lines."""
        readers = {column: ROSTER_READERS[column] for column in CONTACT_COLUMNS}
        lines: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for row in rows:
            # By the number: somebody who stands in the file twice shares nothing with themselves.
            number = normalise_staff_number(row.cells["staff_number"])
            for cell in read_cells(row, readers)[0].items():
                lines[cell].setdefault(number, row.line)
        return cls({cell: found for cell, found in lines.items() if cell[1] and len(found) > 1})

    def leave_out_contacts(self, line: int, values: dict[str, Any]) -> list[Problem]:
        """Empty the contacts that other people have too: one that means two people means none."""
        notes = []
        for column in CONTACT_COLUMNS:
            lines = self.contacts.get((column, values[column]), {}).values()
            if other := next((number for number in lines if number != line), None):
                message = _("“{text}” is also on line {line}. It was left out on both.")
                told = format_lazy(message, text=values[column], line=lazy_digits(other))
                notes.append(Problem(line, column, told, Problem.Kind.CHECK))
                values[column] = ""
        return notes
