"""Makes uploaded pictures fit for the sheet: known by their content, small, bare of metadata.

An emblem becomes a PNG of at most 200 pixels a side, a signature dark ink on nothing, 400 pixels
wide at most; intricate ones get fewer pixels, for they are in every file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageOps

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_AREA = 16_000_000  # pixels, before it is scaled down
FORMATS = ("PNG", "JPEG")
EMBLEMS = ((200, 24), (160, 24), (128, 16), (128, 8), (100, 6))  # longer side in pixels, colours
SIGNATURES = ((400, 100), (320, 80), (240, 60))
HEAVIEST_EMBLEM, HEAVIEST_SIGNATURE = 6 * 1024, 2 * 1024
SMALLEST = 60  # pixels of the longer side
SHADES = 85  # from one grey of the ink to the next
INK = 24  # grey of the ink, 0 to 255
FAINT = 40  # what is lighter than this is paper
BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class PictureRefused(Exception):
    """The file is no picture for the sheet; the message says why and what to do."""


def clean_emblem(file: IO[bytes]) -> bytes:
    """The emblem as PNG, transparent where it was. Raises PictureRefused."""
    picture = opened(file).convert("RGBA")
    return first_light((scaled(picture, *size) for size in EMBLEMS), HEAVIEST_EMBLEM)


def first_light(contents: Iterable[bytes], most: int) -> bytes:
    """The first of at most so many bytes, else the last."""
    content = b""
    for content in contents:
        if len(content) <= most:
            break
    return content


def scaled(picture: Image.Image, side: int, colours: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side))
    return as_png(small.quantize(colours, method=Image.Quantize.FASTOCTREE).convert("RGBA"))


def clean_signature(file: IO[bytes]) -> bytes:
    """The strokes alone, cut to their bounds, white paper gone. Raises PictureRefused."""
    picture = opened(file).convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    dark = ImageChops.invert(on_white.convert("L"))
    levels = [level for level, count in enumerate(dark.histogram()) if count]
    if levels[-1] - levels[0] < FAINT:
        raise PictureRefused(_("There is no signature to be seen in the picture."))
    strokes = ImageOps.autocontrast(dark).point([0 if d < FAINT else d for d in range(256)])
    strokes = strokes.crop(strokes.getbbox())
    return first_light((inked(strokes, size) for size in SIGNATURES), HEAVIEST_SIGNATURE)


def inked(strokes: Image.Image, size: tuple[int, int]) -> bytes:
    """The strokes in so many pixels at most, in few shades of the ink."""
    small = strokes.copy()
    small.thumbnail(size)
    small = small.point([min(255, round(dark / SHADES) * SHADES) for dark in range(256)])
    return as_png(Image.merge("LA", (Image.new("L", small.size, INK), small)))


def opened(file: IO[bytes]) -> Image.Image:
    """The picture, decoded and turned upright. Raises PictureRefused."""
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PictureRefused(_("The file is larger than 2 MB. Save the picture smaller."))
    if looks_like_svg(content):
        raise PictureRefused(
            _("SVG files may contain programs and are not taken. Save the picture as PNG.")
        )
    try:
        return decoded(content)
    except BROKEN as error:
        raise PictureRefused(_("This is no PNG or JPEG picture. Save it as PNG.")) from error


def looks_like_svg(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--"))


def decoded(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > LARGEST_AREA:
        raise PictureRefused(_("The picture has too many pixels. Save it smaller."))
    if max(picture.size) < SMALLEST:
        raise PictureRefused(_("The picture is too small to be printed well."))
    picture.load()
    return ImageOps.exif_transpose(picture)


def as_png(picture: Image.Image) -> bytes:
    """A new file of the pixels alone."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    content = io.BytesIO()
    bare.save(content, "PNG", optimize=True)
    return content.getvalue()
