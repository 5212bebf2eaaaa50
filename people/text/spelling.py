"""Normalises Burmese text as it is stored (`clean`) and compared (`fold`)."""

import re
import unicodedata

import icu

BURMESE_LETTER = re.compile(r"[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")

WORD_JOINER = "\u2060"  # our pages put it between letters of a syllable; copies bring it back

# Two names that look alike must be alike: what has no shape, or turns the direction of writing,
# is dropped. First and last of each run.
_INVISIBLE_RUNS = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F)),  # control characters but spaces
    *((0xAD, 0xAD), (0x200B, 0x200D), (0x2060, 0x2065), (0xFEFF, 0xFEFF)),  # of no width
    *((0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F)),  # directions
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x2800, 0x2800), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
    *((0x34F, 0x34F), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xFFF0, 0xFFFB)),  # joiners, variants
    *((0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
_INVISIBLE_CHARACTERS = dict.fromkeys(
    code for first, last in _INVISIBLE_RUNS for code in range(first, last + 1)
)

# Marks that one letter can carry; the longest syllables have ten. Normal forms sort the marks of a
# letter, and repairs move one past another, in time that grows with the square of their number.
_MOST_MARKS = 16
_ALL_MARKS = icu.UnicodeSet("[:M:]")
_MARK = "".join(
    f"{_ALL_MARKS.getRangeStart(i)}-{_ALL_MARKS.getRangeEnd(i)}"
    for i in range(_ALL_MARKS.getRangeCount())
)
_EXCESS_MARKS = re.compile(f"(?<=[{_MARK}]{{{_MOST_MARKS}}})[{_MARK}]+")
_SPECIAL_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u3000"), " ")
# Signs of one syllable in the storage order of Unicode Technical Note 11.
_SIGN_ORDER = (
    "\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u1038"
)
_SIGN_RUN = re.compile(f"[{_SIGN_ORDER}]{{2,}}")

_sign = r"[\u102b-\u1032\u1036-\u103e]"
_digit = r"[\u1040-\u1049]"
_REPAIRS = (
    (re.compile("\u1038\u103a"), "\u103a\u1038"),  # visarga typed before asat
    (re.compile("\u103a{2,}"), "\u103a"),
    (re.compile(rf"(?<!{_digit})\u1040(?={_sign})"), "\u101d"),  # zero typed for wa
    (re.compile(rf"(?<=[\u1000-\u1021\u102b-\u1032\u1036-\u103e])\u1040(?!{_digit})"), "\u101d"),
    (re.compile(rf"(?<!{_digit})\u1040(?=[\u1000-\u1021]\u103a)"), "\u101d"),
    (re.compile(rf"\u1047(?={_sign})"), "\u101b"),  # seven typed for ra
    (re.compile("\u1025\u103a"), "\u1009\u103a"),  # u with asat is nya
    (re.compile("\u1009\u102e"), "\u1026"),  # nya typed for the u of U
    (re.compile("\u101e\u103c\u1031\u102c\u103a"), "\u102a"),  # au written in pieces
    (
        re.compile("\u1044\u1004\u103a\u1038"),
        "\u104e\u1004\u103a\u1038",
    ),  # four typed for "aforesaid"
)
_NEEDS_REPAIR = re.compile("|".join(pattern.pattern for pattern, _right in _REPAIRS))

_DIGITS_TO_ASCII = {first + n: str(n) for first in (0x1040, 0x1090) for n in range(10)}
_LOOKALIKES = (
    ("\u103f", "\u101e\u1039\u101e"),  # great sa
    ("\u1029", "\u101e\u103c"),  # o
    ("\u1009", "\u1025"),  # nya, u
    ("\u102b", "\u102c"),  # tall aa
)


def clean(text: str) -> str:
    """Return the text as it is stored: signs in order, no doubles and no invisible characters."""
    # Until nothing changes: one repair may bring two signs together that another repair removes.
    while (again := _clean_once(text)) != text:
        text = again
    return text


def clean_lines(text: str) -> str:
    """Return a text of several lines as it is stored: each cleaned, no two empty ones together."""
    lines = [clean(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _clean_once(text: str) -> str:
    text = drop_excess_marks(text.translate(_INVISIBLE_CHARACTERS).translate(_SPECIAL_SPACES))
    text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if not BURMESE_LETTER.search(text):
        return text
    text = _SIGN_RUN.sub(_sort_signs, text)
    if _NEEDS_REPAIR.search(text):  # once over most text instead of once for each repair
        for pattern, right in _REPAIRS:
            text = pattern.sub(right, text)
    return unicodedata.normalize("NFC", text)


def _sort_signs(signs: re.Match[str]) -> str:
    return "".join(sorted(set(signs.group()), key=_SIGN_ORDER.index))


def drop_excess_marks(text: str) -> str:
    """Return the text without the marks that no letter can carry, so that it is short work."""
    return _EXCESS_MARKS.sub("", text)


def fold(text: str) -> str:
    """Return the text as it is compared and indexed: look-alikes in one spelling; never shown."""
    text = to_ascii_digits(clean(text)).casefold()
    for letter, plain in _LOOKALIKES:
        text = text.replace(letter, plain)
    return text


def to_ascii_digits(text: str) -> str:
    """Return the text with Burmese and Shan digits as 0 to 9."""
    return text.translate(_DIGITS_TO_ASCII)
