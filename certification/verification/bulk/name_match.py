"""Compares names as people write them: without honorifics, spacing and spelling variants."""

from __future__ import annotations

import re
from functools import lru_cache

from people.text import fold
from people.text.names import HONORIFICS, clean_name

_BURMESE_MARKS = re.compile(r"[\u102b-\u103e\u1037-\u103a\u1039]")
_HONORIFIC_PREFIXES = sorted(
    {fold(title) for titles in HONORIFICS.values() for title in titles.values()},
    key=len,
    reverse=True,
)
_LONGEST_NAME = 200  # letters; no name that we hold is as long, in Zawgyi and with titles neither
_MAX_HONORIFICS = 2  # as in "Dr Daw"


def is_same_name(one: str, other: str) -> bool:
    """Whether both may be the same name, apart from honorifics, spaces, punctuation and case."""
    if max(len(one), len(other)) > _LONGEST_NAME:  # before it costs anything
        return False
    return bool(_build_match_keys(one) & _build_match_keys(other))


@lru_cache(64)  # a name is compared with each of the holder's, and a list may repeat one code
def _build_match_keys(name: str) -> frozenset[str]:
    """Return the folded name, and what is left of it without each leading honorific."""
    rest, keys = fold(clean_name(name)).strip(), set[str]()
    for _title in range(_MAX_HONORIFICS + 1):
        keys.add(_strip_punctuation(rest))
        shorter = _strip_honorific(rest)
        if shorter is None:
            break
        rest = shorter
    return frozenset(keys - {""})


def _strip_punctuation(name: str) -> str:
    # Burmese vowels and medials are marks, not letters: without them names would coincide.
    return "".join(letter for letter in name if letter.isalnum() or _BURMESE_MARKS.match(letter))


def _strip_honorific(name: str) -> str | None:
    """Return the name after its leading honorific; None when it has none."""
    for title in _HONORIFIC_PREFIXES:
        rest = name.removeprefix(title)
        if rest != name and _is_syllable_boundary(title, rest):
            return rest.lstrip(" .၊")
    return None


def _is_syllable_boundary(title: str, rest: str) -> bool:
    """Whether the title ends where a syllable or a word ends."""
    # Many names begin with the letters of an honorific; it is one only if a new syllable follows.
    if title.isascii():
        return bool(re.match(r"[\s.]+\w", rest))
    return bool(re.match(r"\s*[\u1000-\u102a\u103f]", rest)) and not re.match(
        r"\s*[\u1000-\u1021]\u1037?[\u103a\u1039]", rest
    )
