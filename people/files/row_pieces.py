"""Reads long lists of rows piece by piece, so that others and oneself can write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import QuerySet


def read_pieces(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """Yield the rows as lists of so many, and one of the rest."""
    # SQLite reads on in the state of its first row, in which it writes nothing once somebody else
    # has written: "database is locked", in the middle of a file that is being sent.
    reads_at_once = connections[rows.db].vendor == "sqlite"
    found = iter(rows) if reads_at_once else rows.iterator(size)
    while piece := list(islice(found, size)):
        yield piece
