"""Knows a position by its name, however rosters spell it and in whichever language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from people.directory import list_known_positions
from people.text import fold
from people.text.languages import FALLBACK_LANGUAGES, in_language

_LONGEST_KEY = 200

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


def pick_positions(profiles: Iterable[Names], known: Iterable[Names]) -> list[Names]:
    """Return those of the known positions that are one of the profiles'."""
    keys = {key for names in profiles for key in name_keys(names)}
    return [one for one in known if not keys.isdisjoint(name_keys(one))]


def list_positions() -> dict[str, dict[str, str]]:
    """Return the positions of all postings by key, those with most names first."""
    found: dict[str, dict[str, str]] = {}
    for names in sorted(list_known_positions(), key=len, reverse=True):
        if key := position_key(names):
            found.setdefault(key, names)
    return found
