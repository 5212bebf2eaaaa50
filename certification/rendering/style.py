"""Holds the style of a sheet as values: the built-in one, or that of a design version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from django.core.files.storage import default_storage

from certification.facts.wording import BilingualText
from certification.models import DesignVersion

_CACHED_IMAGES = 64  # of a few kilobytes each, in every process
WHITE = "#ffffff"


class SheetOverflow(Exception):
    """The words do not fit the sheet at the smallest size; ``parts`` names where."""

    def __init__(self, code: str, parts: list[str]) -> None:
        super().__init__(f"{code}: no room in {', '.join(parts)}")
        self.parts = parts


class UnprintableName(Exception):
    """The fonts of the sheet lack letters of the holder's name; the argument is the code."""


@dataclass(frozen=True)
class Colours:
    """``#rrggbb`` each: headings, ornament, words, small words, and the paper behind all."""

    primary: str = "#8c1d2b"
    accent: str = "#c39a2b"
    ink: str = "#1c2430"
    muted: str = "#5a5148"
    paper: str = "#fffdf8"


@dataclass(frozen=True)
class SheetBackground:
    """All that the ornaments of a sheet depend on; the words are not among it."""

    paper: str
    background: str
    colours: Colours
    signatories: int
    has_signatures: bool
    has_emblem: bool

    @property
    def light(self) -> str:
        """Return the colour behind the words; plain paper is left white."""
        return WHITE if self.background == DesignVersion.Background.PLAIN else self.colours.paper


@dataclass(frozen=True)
class SheetStyle:
    """A design as values; pictures are PNG files made by ``designs.images``."""

    paper: str = DesignVersion.Paper.A4_LANDSCAPE.value
    background: str = DesignVersion.Background.GUILLOCHE.value
    colours: Colours = Colours()
    wording: Mapping[str, BilingualText] = field(default_factory=dict)
    emblem: bytes | None = None
    emblem_text: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[bytes | None, ...] = ()

    def sheet_background(self, signatories: int) -> SheetBackground:
        return SheetBackground(
            paper=self.paper,
            background=self.background,
            colours=self.colours,
            signatories=signatories,
            has_signatures=any(self.signatures),
            has_emblem=self.emblem is not None,
        )

    def assets(self) -> dict[str, bytes]:
        """Return the pictures by the names that the sheet asks for."""
        signed = {f"signature-{n}.png": ink for n, ink in enumerate(self.signatures, 1) if ink}
        return {**signed, "emblem.png": self.emblem} if self.emblem else signed


BUILT_IN_STYLE = SheetStyle()


def load_style(version: DesignVersion | None) -> SheetStyle:
    """Return the style of a version; without one the built-in style."""
    if version is None:
        return BUILT_IN_STYLE
    return SheetStyle(
        paper=version.paper,
        background=version.background,
        colours=parse_colours(version.colours),
        wording=version.wording,
        emblem=read_image(version.emblem.name),
        emblem_text=version.emblem_text,
        signatures=_read_images(who.image.name for who in version.signatories.all()),
    )


def parse_colours(stored: Mapping[str, str]) -> Colours:
    names = asdict(Colours())
    return Colours(**{**names, **{name: stored[name] for name in names if name in stored}})


def _read_images(names: Iterable[str | None]) -> tuple[bytes | None, ...]:
    return tuple(read_image(name) for name in names)


def read_image(name: str | None) -> bytes | None:
    return read_stored_image(name) if name else None


@lru_cache(_CACHED_IMAGES)
def read_stored_image(name: str) -> bytes:
    """Return the bytes of a stored image."""
    # Kept without a time: names are random and never written twice, so content cannot change.
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content
