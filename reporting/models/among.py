"""Compares a key with a long list of keys, which is one value of the statement and not thousands.

``agency__among=KeyList(keys)`` asks what ``agency__in=keys`` does. Django would look at each key
several times, and SQLite refuses more than 250,000 values.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from weakref import finalize

from django.db.models import Field, ForeignObject, Lookup

# Of so many SQLite is told each, and knows how many there are; more are too long a statement.
_MOST_TOLD = 5000


@dataclass(frozen=True)
class KeyList:
    """Holds keys, which are numbers; Django looks at each item of what can be iterated."""

    keys: Collection[int]


# Agencies of a nation are asked for several times a page: they are told once, while it holds them.
# By identity: to find ten thousand keys in a dictionary they would be compared one by one.
_told: dict[int, str] = {}


def _tell_keys(keys: Collection[int]) -> str:
    if not isinstance(keys, frozenset):
        return _join_keys(keys)
    told = _told.get(id(keys))
    if told is None:
        told = _told[id(keys)] = _join_keys(keys)
        # Another set may have the same identity as soon as this one is gone.
        finalize(keys, _told.pop, id(keys), None).atexit = False
    return told


def _join_keys(keys: Collection[int]) -> str:
    # Security: a number is all that %d takes, for it becomes part of the statement.
    return ",".join(["%d"] * len(keys)) % tuple(keys)


# Foreign keys know their own lookups only.
@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """Holds where the key is in the list."""

    lookup_name = "among"
    prepare_rhs = False
    rhs: KeyList

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        keys = self.rhs.keys
        told = _tell_keys(keys)
        if connection.vendor == "postgresql":
            # As text: of ten thousand numbers the driver would write each by itself, slowly.
            return f"{column} = ANY(%s::bigint[])", (*values, f"{{{told}}}")
        if len(keys) > _MOST_TOLD:
            listed = "IN (SELECT value FROM json_each(%s))"
            return f"{column} {listed}", (*values, f"[{told}]")
        return f"{column} IN ({told})", tuple(values)
