"""Stores uploaded files under their whole names: in Burmese, vowels and finals are no letters."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from django.core.files.storage import FileSystemStorage
from django.core.files.utils import validate_file_name

from people.text.syllables import split_syllables

# Characters: a row of Wagtail's has 100, its folder and a number for a taken name included. Bytes:
# a name in a folder of Linux has 255.
_LONGEST_STEM, _LONGEST_STEM_IN_BYTES = 60, 180
_LONGEST_ENDING = 10


class WholeNames:
    """Keeps every sign of a word; Django's own keeps letters and digits only."""

    def get_valid_name(self, name: str) -> str:
        path = PurePath(unicodedata.normalize("NFC", name))
        stem = _cut_stem(_keep_words(path.stem).strip(".")) or "file"
        return str(validate_file_name(f"{stem}{_keep_words(path.suffix)[:_LONGEST_ENDING]}"))


def _keep_words(text: str) -> str:
    return "".join(one for one in "_".join(text.split()) if _is_of_a_word(one))


def _is_of_a_word(sign: str) -> bool:
    return sign in "-_." or sign.isalnum() or unicodedata.category(sign).startswith("M")


def _cut_stem(stem: str) -> str:
    """Return as many whole syllables as fit."""
    cut = ""
    for syllable in split_syllables(stem):
        longer = cut + syllable
        if len(longer) > _LONGEST_STEM or len(longer.encode()) > _LONGEST_STEM_IN_BYTES:
            # A long word of Latin letters is one syllable.
            return cut or stem[:_LONGEST_STEM]
        cut = longer
    return cut


class WholeNameStorage(WholeNames, FileSystemStorage):
    """In a folder of this machine."""
