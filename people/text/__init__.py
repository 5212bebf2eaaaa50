"""Cleans, compares and formats text and names, Burmese first; imports no model."""

from people.text import collation, formatting, languages, names, spelling, syllables
from people.text.spelling import clean, fold, to_ascii_digits
from people.text.zawgyi import detect_zawgyi

__all__ = [
    "clean",
    "collation",
    "detect_zawgyi",
    "fold",
    "formatting",
    "languages",
    "names",
    "spelling",
    "syllables",
    "to_ascii_digits",
]
