"""Prepares uploaded images for the sheet: decoded, scaled down, without metadata.

An emblem becomes a PNG of at most 200 pixels a side, a signature dark ink on transparency, at most
400 pixels wide. Intricate ones get fewer pixels, because every certificate carries them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageOps

from people.imports.cells import InvalidValue
from people.pictures import read_picture

_MAX_UPLOAD_BYTES = 2 * 1024 * 1024
_MAX_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG")
# Longer side in pixels and number of colours, tried in turn until the file is small enough.
_EMBLEM_SIZES = ((200, 24), (160, 24), (128, 16), (128, 8), (100, 6))
_SIGNATURE_SIZES = ((400, 100), (320, 80), (240, 60))
_MAX_EMBLEM_BYTES, _MAX_SIGNATURE_BYTES = 6 * 1024, 2 * 1024
_MIN_SIDE = 60  # pixels of the longer side
_SHADE_STEP = 85  # from one grey of the ink to the next
_INK_GREY = 24  # of 0 to 255
_MIN_DARKNESS = 40  # what is lighter than this is paper


class InvalidImage(Exception):
    """The file is no image for the sheet; the message says why and what to do."""


def prepare_emblem(file: IO[bytes]) -> bytes:
    """Return the emblem as PNG, transparent where it was. Raises InvalidImage."""
    picture = _open_image(file).convert("RGBA")
    return _pick_first_within(
        (_scale_emblem(picture, *size) for size in _EMBLEM_SIZES), _MAX_EMBLEM_BYTES
    )


def _pick_first_within(contents: Iterable[bytes], most: int) -> bytes:
    """Return the first of at most ``most`` bytes, else the last."""
    content = b""
    for content in contents:
        if len(content) <= most:
            break
    return content


def _scale_emblem(picture: Image.Image, side: int, colours: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side))
    return _encode_png(small.quantize(colours, method=Image.Quantize.FASTOCTREE).convert("RGBA"))


def prepare_signature(file: IO[bytes]) -> bytes:
    """Return the strokes only, cropped to their bounds, as PNG. Raises InvalidImage."""
    picture = _open_image(file).convert("RGBA")
    on_white = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    dark = ImageChops.invert(on_white.convert("L"))
    levels = [level for level, count in enumerate(dark.histogram()) if count]
    if levels[-1] - levels[0] < _MIN_DARKNESS:
        raise InvalidImage(_("There is no signature to be seen in the picture."))
    strokes = ImageOps.autocontrast(dark).point(
        [0 if d < _MIN_DARKNESS else d for d in range(256)]
    )
    strokes = strokes.crop(strokes.getbbox())
    return _pick_first_within(
        (_scale_signature(strokes, size) for size in _SIGNATURE_SIZES), _MAX_SIGNATURE_BYTES
    )


def _scale_signature(strokes: Image.Image, size: tuple[int, int]) -> bytes:
    """Scale the strokes down and draw them in few shades of the ink."""
    small = strokes.copy()
    small.thumbnail(size)
    small = small.point([min(255, round(dark / _SHADE_STEP) * _SHADE_STEP) for dark in range(256)])
    return _encode_png(Image.merge("LA", (Image.new("L", small.size, _INK_GREY), small)))


def _open_image(file: IO[bytes]) -> Image.Image:
    """Return the image, decoded and turned upright. Raises InvalidImage."""
    content = file.read(_MAX_UPLOAD_BYTES + 1)
    if len(content) > _MAX_UPLOAD_BYTES:
        raise InvalidImage(_("The file is larger than 2 MB. Save the picture smaller."))
    # Named in words of its own, because people do have their emblem as SVG.
    if _looks_like_svg(content):
        raise InvalidImage(
            _("SVG files may contain programs and are not taken. Save the picture as PNG.")
        )
    try:
        picture = read_picture(io.BytesIO(content), formats=_FORMATS, most_pixels=_MAX_PIXELS)
    except InvalidValue as wrong:
        raise InvalidImage(wrong.message) from wrong
    if max(picture.size) < _MIN_SIDE:
        raise InvalidImage(_("The picture is too small to be printed well."))
    return ImageOps.exif_transpose(picture)


def _looks_like_svg(content: bytes) -> bool:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--"))


def _encode_png(picture: Image.Image) -> bytes:
    # A new image of the pixels: saving the old one would write its metadata, a place for example.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    content = io.BytesIO()
    bare.save(content, "PNG", optimize=True)
    return content.getvalue()
