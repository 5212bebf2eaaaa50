"""Mixes colours for marks and words, and measures contrast (WCAG 2)."""

from __future__ import annotations

from dataclasses import dataclass

from certification.rendering.style import SheetBackground

MIN_CONTRAST = 4.5  # AA, for words of any size
_Channels = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """The colours of the marks, as ``#rrggbb``."""

    primary: str
    accent: str
    deep: str
    pale: str
    paper: str


def build_palette(background: SheetBackground) -> Palette:
    colours, paper = background.colours, background.light
    return Palette(
        primary=colours.primary,
        accent=colours.accent,
        deep=_mix_colours(colours.accent, "#000000", 0.24),
        pale=_mix_colours(colours.accent, paper, 0.755),
        paper=paper,
    )


def _rgb_channels(colour: str) -> _Channels:
    """Return red, green and blue of ``#rrggbb``, 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _mix_colours(colour: str, other: str, share: float) -> str:
    """Return the colour mixed with a share (0 to 1) of the other."""
    pairs = zip(_rgb_channels(colour), _rgb_channels(other), strict=True)
    return "#" + bytes(round(one + (two - one) * share) for one, two in pairs).hex()


def relative_luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1."""
    parts = [part / 255 for part in _rgb_channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((relative_luminance(colour), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def darken_until_legible(colour: str, paper: str) -> str:
    """Return the colour, darkened until words in it have enough contrast on the paper."""
    for step in range(21):
        darker = _mix_colours(colour, "#000000", step / 20)
        if contrast_ratio(darker, paper) >= MIN_CONTRAST:
            return darker
    return "#000000"
