"""Compares the names of persons as people write them: honorifics and spelling apart; pure."""

from __future__ import annotations

import re

from people.text import HONORIFICS, clean_name, fold

_NOT_LETTERS = re.compile(r"[\W_]+")
_BURMESE_MARKS = re.compile(r"[\u102b-\u103e\u1037-\u103a\u1039]")
_HONORIFIC_PREFIXES = sorted(
    {fold(title) for titles in HONORIFICS.values() for title in titles.values()},
    key=len,
    reverse=True,
)
_MAX_HONORIFICS = 2


def is_same_name(one: str, other: str) -> bool:
    """Whether both may be the same name: with or without honorifics, spaces, signs and case."""
    return bool(_build_match_keys(one) & _build_match_keys(other))


def _build_match_keys(name: str) -> set[str]:
    """The folded name, and what remains of it without the honorifics it may begin with."""
    rest, keys = fold(clean_name(name)).strip(), set()
    for _title in range(_MAX_HONORIFICS + 1):
        keys.add(_strip_punctuation(rest))
        shorter = _strip_honorific(rest)
        if shorter is None:
            break
        rest = shorter
    return keys - {""}


def _strip_punctuation(name: str) -> str:
    """Letters and signs only; Burmese signs are marks, which must stay."""
    return "".join(letter for letter in name if letter.isalnum() or _BURMESE_MARKS.match(letter))


def _strip_honorific(name: str) -> str | None:
    """The name behind an honorific, if it begins with one and a name is left."""
    for title in _HONORIFIC_PREFIXES:
        rest = name.removeprefix(title)
        if rest != name and _is_syllable_boundary(title, rest):
            return rest.lstrip(" .၊")
    return None


def _is_syllable_boundary(title: str, rest: str) -> bool:
    """Whether the title ends where a syllable or a word ends."""
    if title.isascii():
        return bool(re.match(r"[\s.]+\w", rest))
    return bool(re.match(r"\s*[\u1000-\u102a\u103f]", rest)) and not re.match(
        r"\s*[\u1000-\u1021]\u1037?[\u103a\u1039]", rest
    )
