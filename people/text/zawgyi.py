"""Recognises text in the old Zawgyi encoding and reads it into Unicode, before it is cleaned."""

import re
from dataclasses import dataclass
from functools import cache

import icu
from myanmartools import ZawgyiDetector

from people.text.spelling import BURMESE, clean

SURE_ABOVE = 0.95
DOUBTFUL_ABOVE = 0.05
SHORTEST = 4  # of one to three letters the probability means nothing

# Consonants stack on themselves and within their row of the alphabet.
STACKS = "|".join(
    rf"(?<=[{row}])\u1039(?=[{row}])"
    for row in (
        "\u1000-\u1004",
        "\u1005-\u100a",
        "\u100b-\u100f",
        "\u1010-\u1014",
        "\u1015-\u1019",
        "\u101c",
        "\u101e",
    )
)
KINZI = r"(?<=\u1004\u103a)\u1039(?=[\u1000-\u1021])"
# What no Burmese syllable has. Zawgyi is full of it, and so is Unicode text read as Zawgyi.
BROKEN = re.compile(
    r"(?<![\u1000-\u103f])[\u102b-\u103e]"  # a sign without a letter
    r"|[\u102b-\u1030\u1032-\u103a][\u1031\u103b]"  # e or ya after another sign
    r"|\u1031[\u102d-\u1030\u1032]"  # e with another vowel than aa
    r"|[\u1000-\u1021\u103b-\u103e]\u1038"  # visarga without a vowel
    r"|[\u103b-\u103e]\u103a"  # a medial that is killed
    r"|\u103a[\u102b-\u1032\u103b-\u103e]"  # a sign on a killed letter
    r"|(?<![\u1000-\u103f])[\u1000-\u1021]\u1037?\u103a(?!\u1039)"  # killed at the start
    rf"|(?!{STACKS}|{KINZI})\u1039"  # stacked on a stranger
)
# Letters of other languages in Unicode, shapes of Burmese in Zawgyi.
BORROWED = re.compile(r"[\u1033\u1034\u105a\u1060-\u1097]")


@dataclass(frozen=True)
class Reading:
    """A text read as Zawgyi: what it is in Unicode, and if that is surely or perhaps meant."""

    unicode: str
    is_sure: bool = False
    is_doubtful: bool = False


def zawgyi_probability(text: str) -> float:
    """How likely the text is Zawgyi by its letters alone; 0.0 where it has no Burmese letter."""
    return _detector().get_zawgyi_probability(text) if BURMESE.search(text) else 0.0


def from_zawgyi(text: str) -> str:
    """Zawgyi text in Unicode; it must not be cleaned before.

    It corrupts Unicode text, so ask `read_zawgyi` first.
    """
    return _transliterator().transliterate(text)


def read_zawgyi(text: str) -> Reading:
    """The text read as Zawgyi; sure only of text that is no good Burmese in Unicode.

    Neither sure nor doubtful if the text is too short to tell, if both readings are the same, or
    if only the Zawgyi reading is broken.
    """
    probability = zawgyi_probability(text)
    if probability <= DOUBTFUL_ABOVE or len(BURMESE.findall(text)) < SHORTEST:
        return Reading(text)
    reading = from_zawgyi(text)
    if clean(reading) == clean(text) or (is_broken(reading) and not is_broken(text)):
        return Reading(text)
    is_odd = is_broken(text) or bool(BORROWED.search(text))
    is_sure = probability > SURE_ABOVE and is_odd
    return Reading(reading, is_sure, not is_sure)


def to_unicode(text: str) -> str:
    """The text, converted if it is surely Zawgyi."""
    reading = read_zawgyi(text)
    return reading.unicode if reading.is_sure else text


def is_broken(text: str) -> bool:
    """Whether the text has signs where Burmese has none."""
    return bool(BROKEN.search(text) or BROKEN.search(clean(text)))


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


@cache
def _transliterator() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Zawgyi-my")
