"""Normalises Burmese text as it is stored (`clean`) and compared (`fold`)."""

import re
import unicodedata

BURMESE_LETTER = re.compile(r"[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")

_INVISIBLE_CHARACTERS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
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
    (re.compile("\u101e\u103c\u1031\u102c\u103a"), "\u102a"),  # au written in pieces
    (
        re.compile("\u1044\u1004\u103a\u1038"),
        "\u104e\u1004\u103a\u1038",
    ),  # four typed for "aforesaid"
)

_DIGITS_TO_ASCII = {first + n: str(n) for first in (0x1040, 0x1090) for n in range(10)}
_LOOKALIKES = (
    ("\u103f", "\u101e\u1039\u101e"),  # great sa
    ("\u1029", "\u101e\u103c"),  # o
    ("\u1009", "\u1025"),  # nya, u
    ("\u102b", "\u102c"),  # tall aa
)


def clean(text: str) -> str:
    """Return the text as it is stored: signs in order, no doubles and no invisible characters."""
    text = _clean_once(text)
    # Until nothing changes: one repair may bring two signs together that another repair removes.
    while (again := _clean_once(text)) != text:
        text = again
    return text


def _clean_once(text: str) -> str:
    text = unicodedata.normalize(
        "NFC", text.translate(_INVISIBLE_CHARACTERS).translate(_SPECIAL_SPACES)
    )
    text = " ".join(text.split())
    if not BURMESE_LETTER.search(text):
        return text
    text = _SIGN_RUN.sub(_sort_signs, text)
    for pattern, right in _REPAIRS:
        text = pattern.sub(right, text)
    return unicodedata.normalize("NFC", text)


def _sort_signs(signs: re.Match[str]) -> str:
    return "".join(sorted(set(signs.group()), key=_SIGN_ORDER.index))


def fold(text: str) -> str:
    """Return the text as it is compared and indexed: look-alikes in one spelling; never shown."""
    text = to_ascii_digits(clean(text)).casefold()
    for letter, plain in _LOOKALIKES:
        text = text.replace(letter, plain)
    return text


def to_ascii_digits(text: str) -> str:
    """Return the text with Burmese and Shan digits as 0 to 9."""
    return text.translate(_DIGITS_TO_ASCII)
