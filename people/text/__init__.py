"""Cleans, compares and formats text and names, Burmese first; imports no model."""

from people.text import formatting, languages, spelling, syllables
from people.text.names import HONORIFICS, clean_name, validate_name_fits
from people.text.spelling import clean, fold, to_ascii_digits
from people.text.zawgyi import detect_zawgyi

__all__ = [
    "HONORIFICS",
    "clean",
    "clean_name",
    "detect_zawgyi",
    "fold",
    "formatting",
    "languages",
    "spelling",
    "syllables",
    "to_ascii_digits",
    "validate_name_fits",
]
