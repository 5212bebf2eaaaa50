"""Cleans, compares and formats text and names, Burmese first; imports no model."""

from people.text import formatting, languages, names, spelling, syllables
from people.text.names import clean_name
from people.text.spelling import clean, fold, to_ascii_digits
from people.text.zawgyi import detect_zawgyi

__all__ = [
    "clean",
    "clean_name",
    "detect_zawgyi",
    "fold",
    "formatting",
    "languages",
    "names",
    "spelling",
    "syllables",
    "to_ascii_digits",
]
