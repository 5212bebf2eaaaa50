"""Estimates how long a text is read: by syllables where a language writes no spaces."""

from __future__ import annotations

import re

from people.text.syllables import split_syllables

_BURMESE = re.compile(r"[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# As people read to learn: slower than a newspaper. A word of Burmese has about two syllables.
_SYLLABLES_A_MINUTE, _WORDS_A_MINUTE = 250, 130


def measure_text(text: str) -> tuple[int, int]:
    """Return the Burmese syllables of a text, and its words in other scripts."""
    syllables = sum(len(split_syllables(run)) for run in _BURMESE.findall(text))
    return syllables, len(_WORD.findall(_BURMESE.sub(" ", text)))


def estimate_minutes(text: str) -> int:
    """Return the minutes for which the text is read, one at least."""
    syllables, words = measure_text(text)
    return max(1, round(syllables / _SYLLABLES_A_MINUTE + words / _WORDS_A_MINUTE))
