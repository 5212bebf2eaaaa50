"""Enters in the history whose data leave in a file, as far as it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from people.files import SheetRow
from people.history import office_acted, record_looks
from people.models import Agency, Person

# The keys of people with the lines that tell of them.
Piece = tuple[Sequence[int], list[SheetRow]]


def watch_lines(viewer: Person, unit: Agency, pieces: Iterator[Piece]) -> Iterator[SheetRow]:
    """Yield the lines; the history hears of as many as have left, even of half a file."""
    count = 0
    try:
        for people, lines in pieces:
            record_looks(viewer, people)
            count += len(lines)
            yield from lines
    finally:
        told = {"count": count, "columns": [], "agency": unit.names}
        office_acted.send(Person, action="people.export", people=[viewer], by=viewer, data=told)
