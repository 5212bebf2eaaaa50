"""Reads uploaded pictures: of known formats, bounded in pixels, and whole."""

from __future__ import annotations

import re
from itertools import islice
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageSequence

from people.imports.cells import InvalidValue

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_TOO_MANY_PIXELS = _("The picture has too many pixels. Save it smaller.")
_TOO_MANY_PARTS = _("The picture consists of too many parts. Save it anew as PNG.")
_MOST_PARTS = 50_000  # a picture of 10 MB has a few thousand
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd8-\xff]")  # of a JPEG; none stands within what is drawn
_CUT_OFF = _("The picture is cut off or damaged: its end is missing. Upload it again.")
# What Pillow raises for content that is none of the format, or ends too early.
_DECODING_ERRORS = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


def read_picture(
    file: IO[bytes], *, formats: tuple[str, ...] = _FORMATS, most_pixels: int = 0
) -> Image.Image:
    """Return the decoded picture. Raise `InvalidValue` with words for the person."""
    file.seek(0)
    if _has_many_parts(file.read()):
        raise InvalidValue(_TOO_MANY_PARTS)
    file.seek(0)
    picture = _open_picture(file, formats)
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    # Before decoding: a small file can claim any size.
    if pixels > (most_pixels or settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS):
        raise InvalidValue(_TOO_MANY_PIXELS)
    # WeasyPrint, once imported, has the whole process take pictures without their end for whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
        picture.seek(0)
    except _DECODING_ERRORS as error:
        raise InvalidValue(_CUT_OFF) from error
    return narrow_shades(picture)


def _has_many_parts(content: bytes) -> bool:
    # Security: millions of empty ones take a server half a minute, and no room in an archive.
    if content.startswith(b"\xff\xd8"):
        return any(islice(_MARKER.finditer(content), _MOST_PARTS, None))
    place, parts = 8, 0
    while content.startswith(b"\x89PNG") and place < len(content) and parts <= _MOST_PARTS:
        place += 12 + int.from_bytes(content[place : place + 4], "big")
        parts += 1
    return parts > _MOST_PARTS


def narrow_shades(picture: Image.Image) -> Image.Image:
    """Return a grey of 65,536 shades in 256, and any other picture as it is."""
    # Pillow takes all but the darkest 256 of them for white, and writes none of them as JPEG.
    is_wide = picture.mode[0] == "I"
    return picture.point(lambda shade: shade / 256).convert("L") if is_wide else picture


def _open_picture(file: IO[bytes], formats: tuple[str, ...]) -> Image.Image:
    # Only named formats: Pillow's decoders of rare ones are where its weaknesses are found.
    try:
        return Image.open(file, formats=formats)
    except Image.DecompressionBombError as error:
        raise InvalidValue(_TOO_MANY_PIXELS) from error
    except _DECODING_ERRORS as error:
        file.seek(0)
        if file.read(4).startswith(_BEGINNINGS):
            raise InvalidValue(_CUT_OFF) from error
        kinds = ", ".join(formats)
        message = _("This is no picture that can be read ({kinds}). Save it as PNG.")
        raise InvalidValue(message, kinds=kinds) from error
