"""Names the options of a printed question by letters, and reads what was ticked from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from courses.models import ItemVersion
from courses.papers.refusals import PaperRefusal, PaperRefused
from people.text import to_ascii_digits
from people.text.formatting import BURMESE_LETTERS, LATIN_LETTERS, letter

Drawn = Sequence[tuple[int, Sequence[str]]]  # of each question its version and its options
MOST_OPTIONS = 10
_LATIN, _BURMESE = LATIN_LETTERS[:MOST_OPTIONS], BURMESE_LETTERS[:MOST_OPTIONS]
_ONE_ANSWER = frozenset({ItemVersion.Kind.SINGLE, ItemVersion.Kind.TRUE_FALSE})
_NONE = frozenset("-–—_0")
_BETWEEN = re.compile(r"[\s,;/|.၊။]+")


def label_option(place: int, language: str) -> str:
    """Return the letter of the option at the place, from 0."""
    return letter(place, language)


def write_answer(options: Sequence[str], answer: Collection[str], language: str) -> str:
    """Return the letters of an answer, in the order of the paper; a dash for none."""
    letters = [label_option(place, language) for place, one in enumerate(options) if one in answer]
    return "".join(letters) or "–"


def read_answers(text: str, drawn: Drawn, kinds: Sequence[str]) -> list[list[str]]:
    """Return the option ids of each question. Raise `PaperRefused`.

    Letters of either language and numbers of either digits are read. Where every question has
    one answer, no space is needed between them.
    """
    words = _split_letters(text, has_one_each=_ONE_ANSWER.issuperset(kinds))
    if len(words) != len(drawn):
        raise PaperRefused(PaperRefusal.COUNT)
    return [
        _read_word(word, options, kind)
        for word, (_version, options), kind in zip(words, drawn, kinds, strict=True)
    ]


def _split_letters(text: str, *, has_one_each: bool) -> list[str]:
    words = [word for word in _BETWEEN.split(to_ascii_digits(text).upper()) if word]
    # Groups of five are how people read long rows aloud.
    return list("".join(words)) if has_one_each else words


def _read_word(word: str, options: Sequence[str], kind: str) -> list[str]:
    letters = [letter for letter in word if letter not in _NONE]
    chosen = sorted({_find_option(letter, options) for letter in letters})
    if kind in _ONE_ANSWER and len(chosen) > 1:
        raise PaperRefused(PaperRefusal.ONE_ONLY)
    return chosen


def _find_option(letter: str, options: Sequence[str]) -> str:
    for letters in (_LATIN, _BURMESE, "123456789"):
        place = letters.find(letter)
        if 0 <= place < len(options):
            return options[place]
    raise PaperRefused(PaperRefusal.LETTER)
