"""Detects text in the legacy Zawgyi encoding and converts it into Unicode before cleaning."""

import re
from dataclasses import dataclass
from functools import cache

import icu
from myanmartools import ZawgyiDetector

from people.text.spelling import BURMESE_LETTER, WORD_JOINER, clean, drop_excess_marks

# Probabilities of the detector; good Burmese in Unicode lies far below, Zawgyi far above.
_SURE_ABOVE = 0.95
_DOUBTFUL_ABOVE = 0.05
_MIN_LETTERS = 4  # of one to three letters the probability means nothing

# Consonants stack on themselves and within their row of the alphabet.
_STACKED_PAIRS = "|".join(
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
_KINZI = r"(?<=\u1004\u103a)\u1039(?=[\u1000-\u1021])"
# What no Burmese syllable has. Zawgyi is full of it, and so is Unicode text read as Zawgyi.
_MALFORMED_SEQUENCE = re.compile(
    r"(?<![\u1000-\u103f])[\u102b-\u103e]"  # a sign without a letter
    r"|[\u102b-\u1030\u1032-\u103a][\u1031\u103b]"  # e or ya after another sign
    r"|\u1031[\u102d-\u1030\u1032]"  # e with another vowel than aa
    r"|[\u1000-\u1021\u103b-\u103e]\u1038"  # visarga without a vowel
    r"|[\u103b-\u103e]\u103a"  # a medial that is killed
    r"|\u103a[\u102b-\u1032\u103b-\u103e]"  # a sign on a killed letter
    r"|(?<![\u1000-\u103f])[\u1000-\u1021]\u1037?\u103a(?!\u1039)"  # killed at the start
    rf"|(?!{_STACKED_PAIRS}|{_KINZI})\u1039"  # stacked on a letter it never stacks on
)
# Letters of other languages in Unicode, shapes of Burmese in Zawgyi.
_BORROWED_LETTERS = re.compile(r"[\u1033\u1034\u105a\u1060-\u1097]")
# ICU's rules look back and forth, in time that grows with the square of the length: what is longer
# is converted in pieces that end before a space, else before a syllable, else anywhere.
_LONGEST_PIECE = 250
_ZAWGYI_BEFORE = r"\u1031\u103b\u107e-\u1084"  # signs that Zawgyi writes before their letter
_PIECE = re.compile(
    rf"(?s:.{{1,{_LONGEST_PIECE}}}(?=\s|\Z)"
    rf"|.{{1,{_LONGEST_PIECE}}}(?<![{_ZAWGYI_BEFORE}])(?=[{_ZAWGYI_BEFORE}\u1000-\u1021])"
    rf"|.{{1,{_LONGEST_PIECE}}})"
)


@dataclass(frozen=True)
class ZawgyiReading:
    """A text read as Zawgyi: its Unicode, and whether Zawgyi is surely or perhaps meant."""

    unicode: str
    is_sure: bool = False
    is_doubtful: bool = False


def zawgyi_probability(text: str) -> float:
    """Return how likely the text is Zawgyi by its letters; 0.0 without a Burmese letter."""
    return _load_detector().get_zawgyi_probability(text) if BURMESE_LETTER.search(text) else 0.0


def from_zawgyi(text: str) -> str:
    """Return Zawgyi text, which must not be cleaned before, in Unicode.

    It corrupts text that is in Unicode already: ask `detect_zawgyi` first.
    """
    convert = _load_transliterator().transliterate
    return "".join(convert(piece) for piece in _PIECE.findall(drop_excess_marks(text)))


def detect_zawgyi(text: str) -> ZawgyiReading:
    """Read the text as Zawgyi; sure only if the text is malformed Burmese in Unicode.

    Neither sure nor doubtful if the text is too short to tell, if both readings are the same, or
    if only the Zawgyi reading is malformed.
    """
    text = text.replace(WORD_JOINER, "")  # before a killed letter it would look malformed
    probability = zawgyi_probability(text)
    if probability <= _DOUBTFUL_ABOVE or len(BURMESE_LETTER.findall(text)) < _MIN_LETTERS:
        return ZawgyiReading(text)
    reading = from_zawgyi(text)
    if clean(reading) == clean(text) or (_is_malformed(reading) and not _is_malformed(text)):
        return ZawgyiReading(text)
    is_odd = _is_malformed(text) or bool(_BORROWED_LETTERS.search(text))
    is_sure = probability > _SURE_ABOVE and is_odd
    return ZawgyiReading(reading, is_sure, not is_sure)


def to_unicode(text: str) -> str:
    """Return the text, converted if it is surely Zawgyi."""
    reading = detect_zawgyi(text)
    return reading.unicode if reading.is_sure else text


def _is_malformed(text: str) -> bool:
    """Return whether the text has signs where Burmese has none."""
    return bool(_MALFORMED_SEQUENCE.search(text) or _MALFORMED_SEQUENCE.search(clean(text)))


@cache  # reads its model from a file
def _load_detector() -> ZawgyiDetector:
    return ZawgyiDetector()


@cache  # ICU compiles its rules each time
def _load_transliterator() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Zawgyi-my")
