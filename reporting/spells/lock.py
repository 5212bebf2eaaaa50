"""Lets one process at a time write spells and their sums."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_KEY = 7_500_075  # of PostgreSQL's advisory locks; nothing else here takes one


@contextmanager
def sole_writer(*, waits: bool = False) -> Iterator[bool]:
    """Open a transaction and say whether this is its only writer; it ends with the block.

    Another writer is waited for where ``waits``.
    """
    with transaction.atomic():
        yield _take_lock(waits)


def _take_lock(waits: bool) -> bool:
    # A transaction of SQLite that writes is alone from its beginning.
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if waits:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_KEY])
        [is_ours] = cursor.fetchone()
    return bool(is_ours)
