"""Takes out of a picture what cameras and editors wrote into it: place, day, device, names.

What is seen stays as it is, bit by bit; a picture that its camera held sideways is turned.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

from PIL import ExifTags, Image

_QUALITY = 95  # of what is drawn anew because it was turned
_BETWEEN_SCANS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_KEPT = (b"\xe0JFIF\0", b"\xe2ICC_PROFILE\0", b"\xeeAdobe")
_JPEG_WORDS = (*range(0xE0, 0xF0), 0xFE)  # segments of programs, and comments
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD hIST pHYs sPLT"
    b" acTL fcTL fdAT".split()
)
_WEBP_KEPT = (b"VP8 ", b"VP8L", b"VP8X", b"ICCP", b"ALPH", b"ANIM", b"ANMF")
_WEBP_TELLS = 0x08 | 0x04  # the flags that say: here are words of a camera, of an editor
_GIF_KEPT = (b"\x21\xf9", b"\x21\xff\x0bNETSCAPE2.0", b"\x21\xff\x0bANIMEXTS1.0")
_GIF_WORDS, _GIF_FRAME, _GIF_END = 0x21, 0x2C, b"\x3b"
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def strip_picture(content: bytes) -> bytes:
    """Return the picture upright and bare; of one that `read_picture` has taken."""
    kind, split = _find_format(content)
    picture = Image.open(io.BytesIO(content), formats=[kind])
    turn = _find_turn(picture, kind)
    if turn is not None:
        content = _draw_anew(picture, kind, turn)
    try:
        return b"".join(split(content))
    except (IndexError, ValueError):
        # Decoders forgive what this reading does not.
        return _draw_anew(picture, kind, turn)


def _find_format(content: bytes) -> tuple[str, Callable[[bytes], Iterator[bytes]]]:
    for beginning, kind, split in _FORMATS:
        if content.startswith(beginning):
            return kind, split
    raise ValueError("A picture that was read is of one of these formats.")


def _find_turn(picture: Image.Image, kind: str) -> Image.Transpose | None:
    # Of several frames the first alone would be left; those behind a JPEG are no film.
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        return None
    try:
        told = picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # of any kind, as what is broken is: then it tells nothing
        return None
    return _TURNS.get(told) if isinstance(told, int) else None


def _draw_anew(picture: Image.Image, kind: str, turn: Image.Transpose | None) -> bytes:
    # Not by the library's own turning, which writes all that was told again and fails on some.
    drawn = picture.copy() if turn is None else picture.transpose(turn)
    file, colours = io.BytesIO(), picture.info.get("icc_profile")
    drawn.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    drawn.save(file, kind, quality=_QUALITY, icc_profile=colours)
    return file.getvalue()


def _split_jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    place = 2
    while (marker := content[place + 1]) != _JPEG_END:
        if content[place] != 0xFF:
            raise ValueError("Between two segments stands something else.")
        if marker == 0xFF:  # as many of these as a writer likes
            place += 1
            continue
        end = place + 2 + _read_length(content[place + 2 : place + 4])
        if marker == _JPEG_SCAN:
            end = _find_scan_end(content, end)
        if marker not in _JPEG_WORDS or _names_kept(content[place + 1 : place + 32]):
            yield content[place:end]
        place = end
    # What is behind the end is no part of it: films and depths of phones, or a program.
    yield content[place : place + 2]


def _read_length(written: bytes) -> int:
    length = int.from_bytes(written, "big")
    if length < 2:
        raise ValueError("A length counts itself.")
    return length


def _find_scan_end(content: bytes, start: int) -> int:
    found = _BETWEEN_SCANS.search(content, start)
    if found is None:
        raise ValueError("The end is missing.")
    return found.start()


def _names_kept(segment: bytes) -> bool:
    return any(segment[0:1] + segment[3 : 2 + len(one)] == one for one in _JPEG_KEPT)


def _split_png(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    place, kind = 8, b""
    while kind != b"IEND":
        end = place + 12 + int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        if end > len(content):
            raise ValueError("The end is missing.")
        if kind in _PNG_KEPT:
            yield content[place:end]
        place = end


def _split_webp(content: bytes) -> Iterator[bytes]:
    kept = b"".join(_list_webp_chunks(content))
    yield b"RIFF" + (4 + len(kept)).to_bytes(4, "little") + b"WEBP" + kept


def _list_webp_chunks(content: bytes) -> Iterator[bytes]:
    place, whole = 12, 8 + int.from_bytes(content[4:8], "little")
    while place < min(whole, len(content)):
        kind, length = content[place : place + 4], content[place + 4 : place + 8]
        end = place + 8 + int.from_bytes(length, "little")
        end += end % 2  # a byte more where the number is odd
        if kind == b"VP8X":
            flags = bytes([content[place + 8] & ~_WEBP_TELLS])
            yield content[place : place + 8] + flags + content[place + 9 : end]
        elif kind in _WEBP_KEPT:
            yield content[place:end]
        place = end


def _split_gif(content: bytes) -> Iterator[bytes]:
    place = 13 + _measure_colours(content[10])
    yield content[:place]
    # Many end without saying so.
    while place < len(content) and content[place] != _GIF_END[0]:
        if content[place] == _GIF_FRAME:
            end = _skip_blocks(content, place + 11 + _measure_colours(content[place + 9]))
        elif content[place] == _GIF_WORDS:
            end = _skip_blocks(content, place + 2)
        else:
            raise ValueError("Between two blocks stands something else.")
        if content[place] == _GIF_FRAME or content[place:end].startswith(_GIF_KEPT):
            yield content[place:end]
        place = end
    yield _GIF_END


def _measure_colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += 1 + content[place]
    return place + 1


_FORMATS = (
    (b"\xff\xd8", "JPEG", _split_jpeg),
    (b"\x89PNG", "PNG", _split_png),
    (b"RIFF", "WEBP", _split_webp),
    (b"GIF8", "GIF", _split_gif),
)
