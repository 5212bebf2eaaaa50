"""Knows a position by its name, however rosters spell it and in whichever language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db import connection

from people.text import fold
from people.text.languages import FALLBACK_LANGUAGES, in_language

_LONGEST_KEY = 200
# From each position to the next one of their index: a nation has few of them, and a DISTINCT
# would read the posting of everybody.
_READ_EACH = """
    WITH RECURSIVE known(position) AS (
        SELECT (SELECT position FROM people_posting ORDER BY position LIMIT 1)
        UNION ALL
        SELECT (
            SELECT position FROM people_posting
            WHERE position > known.position ORDER BY position LIMIT 1
        )
        FROM known WHERE known.position IS NOT NULL
    )
    SELECT position FROM known WHERE position IS NOT NULL
"""

Names = Mapping[str, str]


def position_key(names: Names) -> str:
    """Return what stands for the position in the database."""
    return fold(in_language(names, FALLBACK_LANGUAGES[0]))[:_LONGEST_KEY]


def name_keys(names: Names) -> set[str]:
    """Return the keys that a posting may be known by: one for each language."""
    return {fold(name)[:_LONGEST_KEY] for name in names.values() if name}


def match_position(profile: Names, posting: Names) -> bool:
    """Return whether the posting has the position: a name in one language is enough."""
    return not name_keys(profile).isdisjoint(name_keys(posting))


def match_any(profiles: Iterable[Names], postings: Iterable[Names]) -> list[Names]:
    """Return those of the postings' positions that are one of the profiles'."""
    keys = {key for names in profiles for key in name_keys(names)}
    return [one for one in postings if not keys.isdisjoint(name_keys(one))]


def read_positions() -> list[dict[str, str]]:
    """Return each different position that a posting has or had: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_EACH)
        return [json.loads(position) for (position,) in cursor.fetchall()]


def list_positions() -> dict[str, dict[str, str]]:
    """Return the positions of all postings by key, those with most names first."""
    found: dict[str, dict[str, str]] = {}
    for names in sorted(read_positions(), key=len, reverse=True):
        if key := position_key(names):
            found.setdefault(key, names)
    return found
