"""Compares the names of persons as people write them: honorifics and spelling apart; pure."""

from __future__ import annotations

import re

from people.text.names import HONORIFICS, clean_name, fold

NOT_LETTERS = re.compile(r"[\W_]+")
MARKS = re.compile(r"[\u102b-\u103e\u1037-\u103a\u1039]")
TITLES = sorted(
    {fold(title) for titles in HONORIFICS.values() for title in titles.values()},
    key=len,
    reverse=True,
)
MOST_TITLES = 2


def is_same_name(one: str, other: str) -> bool:
    """Whether both may be the same name: with or without honorifics, spaces, signs and case."""
    return bool(keys_of(one) & keys_of(other))


def keys_of(name: str) -> set[str]:
    """The folded name, and what remains of it without the honorifics it may begin with."""
    rest, keys = fold(clean_name(name)).strip(), set()
    for _title in range(MOST_TITLES + 1):
        keys.add(bare(rest))
        shorter = without_title(rest)
        if shorter is None:
            break
        rest = shorter
    return keys - {""}


def bare(name: str) -> str:
    """Letters and signs only; Burmese signs are marks, which must stay."""
    return "".join(letter for letter in name if letter.isalnum() or MARKS.match(letter))


def without_title(name: str) -> str | None:
    """The name behind an honorific, if it begins with one and a name is left."""
    for title in TITLES:
        rest = name.removeprefix(title)
        if rest != name and begins_anew(title, rest):
            return rest.lstrip(" .၊")
    return None


def begins_anew(title: str, rest: str) -> bool:
    """Whether the title ends where a syllable or a word ends."""
    if title.isascii():
        return bool(re.match(r"[\s.]+\w", rest))
    return bool(re.match(r"\s*[\u1000-\u102a\u103f]", rest)) and not re.match(
        r"\s*[\u1000-\u1021]\u1037?[\u103a\u1039]", rest
    )
