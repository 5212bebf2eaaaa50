"""Reads the positions on record, and finds them by words of their names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import QuerySet

from people.models import Posting
from people.text.spelling import fold
from people.text.zawgyi import to_unicode

PositionNames = dict[str, str]

_EACH_POSITION = """
    WITH RECURSIVE known(position) AS (
        SELECT (SELECT position FROM people_posting ORDER BY position LIMIT 1)
        UNION ALL
        SELECT (SELECT next.position FROM people_posting AS next
                WHERE next.position > known.position ORDER BY next.position LIMIT 1)
        FROM known WHERE known.position IS NOT NULL
    )
    SELECT position FROM known WHERE position IS NOT NULL
"""


def find_positions(
    words: str, among: Iterable[PositionNames] | None = None
) -> list[PositionNames]:
    """Return the positions with the words in a name: of all on record, or of those given.

    A nation has few of them: to read each name once is a third of looking into every posting.
    """
    asked = fold(to_unicode(words))
    known = list_known_positions() if among is None else among
    return [one for one in known if any(asked in fold(name) for name in one.values())]


def narrow_to_positions(
    postings: QuerySet[Posting], choose: Callable[[list[PositionNames]], list[PositionNames]]
) -> QuerySet[Posting]:
    """Return the postings of which the position is one of those chosen of all on record."""
    known = list_known_positions()
    chosen = choose(known)
    # Where all are meant none need be compared: half the time, of a million.
    return postings.all() if chosen == known else postings.filter(position__in=chosen)


def list_known_positions() -> list[PositionNames]:
    """Return every position that somebody has or had, once."""
    # From one to the next in the index: of a million postings a few hundred are looked at.
    with connection.cursor() as cursor:
        cursor.execute(_EACH_POSITION)
        return [json.loads(row[0]) for row in cursor.fetchall()]
