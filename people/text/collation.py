"""Sorts text as a Burmese dictionary does, by the rules of ICU: in a database, or by stored keys.

A list of a hundred thousand is read in order from an index over the keys; the collation is for
short lists, where each row is compared by the rules.
"""

from typing import Any

import icu
from django.db.models import F
from django.db.models.functions import Collate

# PostgreSQL brings it along; for SQLite `register_collation` makes one of the same name. Both
# follow ICU's rules: by code points medials and vowels would come in the order of their encoding.
_COLLATION = "my-x-icu"


def sort_key(text: str) -> bytes:
    """Return bytes that compare as the texts do in a dictionary."""
    return bytes(icu.Collator.createInstance(icu.Locale("my")).getSortKey(text))


def in_dictionary_order(expression: Any) -> Collate:
    """Return the text expression, or the field of that name, to order by."""
    return Collate(F(expression) if isinstance(expression, str) else expression, _COLLATION)


def register_collation(connection: Any, **kwargs: Any) -> None:
    """Teach a new connection of SQLite the collation; a receiver of ``connection_created``."""
    if connection.vendor == "sqlite":
        # One for each connection: a collator must not be used by two threads at once.
        collator = icu.Collator.createInstance(icu.Locale("my"))
        connection.connection.create_collation(_COLLATION, collator.compare)
