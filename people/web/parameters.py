"""Reads what anybody may post or put into an address."""

from __future__ import annotations

# Longer numbers are no keys of ours: int() raises beyond 4300 digits, and SQLite cannot hold one
# of more than 63 bits in ``pk__in``.
_MAX_DIGITS = 18


def parse_primary_key(text: str) -> int | None:
    """Return the key that a text is, or None for what can be no key of a row."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if is_key else None
