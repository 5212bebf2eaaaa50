"""Computes where each part of the sheet is, in millimetres from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from certification.models.design import DesignVersion
from certification.rendering.style import SheetBackground

_Paper = DesignVersion.Paper
_PAPER_SIZES = {
    _Paper.A4_LANDSCAPE: (297, 210),
    _Paper.A4_PORTRAIT: (210, 297),
    _Paper.LETTER_LANDSCAPE: (279.4, 215.9),
}
LINES_PER_VOLUME = 300  # of a batch's register: thousands of rows would not fit into memory
_SIGNATURE_HEIGHT = 12  # the height kept for pictures of signatures
_SIGNATORY_GAP = 4  # between signatories
_MAX_BESIDE_SEAL = 2  # signatories beside the seal; for more of them it moves to the head
_MAX_SIGNATORY_WIDTH = 60  # the width of one signatory


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class SheetLayout:
    width: float
    height: float
    head: Box
    issuer: Box
    words: Box
    signatories: tuple[Box, ...]
    seal: Box
    check: Box
    qr: Box
    clause: Box


def compute_layout(background: SheetBackground) -> SheetLayout:
    width, height = _PAPER_SIZES[_Paper(background.paper)]
    return (_landscape_layout if width > height else _portrait_layout)(background, width, height)


def _landscape_layout(background: SheetBackground, w: float, h: float) -> SheetLayout:
    ink, down = _SIGNATURE_HEIGHT * background.has_signatures, 3 * background.has_emblem
    # With one or two signatories the seal stands between them, else it moves to the head.
    few, middle = background.signatories <= _MAX_BESIDE_SEAL, w / 2
    zone, signed = ((24, middle - 19.5), h - 49) if few else ((24, w - 106), h - 53)
    return SheetLayout(
        width=w,
        height=h,
        head=Box(middle - 8, 17.2, 16, 16) if down else Box(middle - 5, 20.5, 10, 10),
        issuer=Box(60, 31.2 + down, w - 120, 13),
        words=Box(34, 45 + down, w - 68, min(h - 57, signed - ink) - 45 - down),
        signatories=_distribute_boxes(background.signatories, zone, signed - ink, h - 24),
        seal=Box(middle - 16, h - 57, 32, 32) if few else Box(24, 19, 26, 26),
        check=Box(w - 123, h - 53, 68, 30) if few else Box(w - 103, h - 53, 48, 30),
        qr=Box(w - 52.5, h - 56.5, 30, 30),
        clause=Box(24, h - 23, w - 48, 7.5),
    )


def _portrait_layout(background: SheetBackground, w: float, h: float) -> SheetLayout:
    ink, down = _SIGNATURE_HEIGHT * background.has_signatures, 8 * background.has_emblem
    middle = w / 2
    return SheetLayout(
        width=w,
        height=h,
        head=Box(middle - 10, 21, 20, 20) if down else Box(middle - 6, 23, 12, 12),
        issuer=Box(30, 36 + down, w - 60, 14),
        words=Box(24, 56 + down, w - 48, h - 155 - down - ink),
        signatories=_distribute_boxes(background.signatories, (21, w - 21), h - 97 - ink, h - 66),
        seal=Box(24, h - 63, 32, 32),
        check=Box(62, h - 59, 90, 30),
        qr=Box(w - 54, h - 62.5, 30, 30),
        clause=Box(24, h - 29, w - 48, 11),
    )


def _distribute_boxes(
    count: int, zone: tuple[float, float], top: float, bottom: float
) -> tuple[Box, ...]:
    """Return so many boxes of one width, evenly across the zone."""
    start, end = zone
    each = (end - start) / max(count, 1)
    width = min(each - _SIGNATORY_GAP, _MAX_SIGNATORY_WIDTH)
    lefts = (start + each * place + (each - width) / 2 for place in range(count))
    return tuple(Box(left, top, width, bottom - top) for left in lefts)
