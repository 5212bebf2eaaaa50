"""Gives files their looks: our Burmese font, cut to their letters as its licence (OFL) allows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont

_ASSETS = Path(__file__).parent / "assets"
_FAMILY = ("@expo-google-fonts", "noto-sans-myanmar")
_FACES = {
    "regular": ("400Regular", "NotoSansMyanmar_400Regular.ttf"),
    "bold": ("700Bold", "NotoSansMyanmar_700Bold.ttf"),
}
# Latin letters are in every reader; these are not.
_BURMESE = ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))
# Joiners and the dotted circle, with which the font puts marks in their places.
_ALWAYS = {0x0020, 0x00A0, 0x200B, 0x200C, 0x200D, 0x25CC, 0x2060}


def cut_fonts(text: str, faces: Iterable[str] = tuple(_FACES)) -> dict[str, bytes]:
    """Return the faces as WOFF with the Burmese letters of the text; none without such letters."""
    letters = {ord(sign) for sign in text if _is_burmese(ord(sign))}
    if not letters:
        return {}
    return {name: _cut_face(name, letters) for name in faces}


def read_looks(fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that give the pages their looks, by path."""
    faces = (_ASSETS / "fonts.css").read_bytes() if fonts else b""
    looks = {"book.css": faces + (_ASSETS / "book.css").read_bytes()}
    looks |= {f"fonts/{name}.woff": font for name, font in fonts.items()}
    return looks | ({"fonts/OFL.txt": _read_licence()} if fonts else {})


def _read_licence() -> bytes:
    """Return the licence, which goes where the font goes."""
    return (_folder() / "LICENSE_FONT").read_bytes()


def _cut_face(name: str, letters: set[int]) -> bytes:
    options = subset.Options(layout_features=["*"], flavor="woff", hinting=False)
    # The same letters make the same file, on every day.
    font = TTFont(_folder().joinpath(*_FACES[name]), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters | _ALWAYS)
    cutter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()


def _folder() -> Path:
    return Path(settings.NODE_MODULES, *_FAMILY)


def _is_burmese(number: int) -> bool:
    return any(first <= number <= last for first, last in _BURMESE)
