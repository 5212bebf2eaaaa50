"""Sends figures to who asked for them by e-mail: week by week, by month, or as one is locked."""

from reporting.letters.keeping import (
    LetterExists,
    LetterOutOfReach,
    LetterWish,
    TooManyLetters,
    begin_letter,
    change_letter,
    end_letter,
    pause_letter,
    read_end_token,
    resume_letter,
)

__all__ = [
    "LetterExists",
    "LetterOutOfReach",
    "LetterWish",
    "TooManyLetters",
    "begin_letter",
    "change_letter",
    "end_letter",
    "pause_letter",
    "read_end_token",
    "resume_letter",
]
