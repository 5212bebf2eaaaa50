"""Says where each part of the sheet stands on each paper, in millimetres from the upper left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from certification.models.design import DesignVersion
from certification.rendering.style import Ground

Paper = DesignVersion.Paper
SIZES = {
    Paper.A4_LANDSCAPE: (297, 210),
    Paper.A4_PORTRAIT: (210, 297),
    Paper.LETTER_LANDSCAPE: (279.4, 215.9),
}
INK = 12  # the height kept for pictures of signatures
GAP = 4  # between signatories
FEW = 2  # signatories beside the seal; for more of them it moves to the head
MOST = 60  # the width of one signatory


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
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


@lru_cache(64)
def layout(ground: Ground) -> Layout:
    width, height = SIZES[Paper(ground.paper)]
    return (landscape if width > height else portrait)(ground, width, height)


def landscape(ground: Ground, w: float, h: float) -> Layout:
    ink, down = INK * ground.has_signatures, 3 * ground.has_emblem
    few, middle = ground.signatories <= FEW, w / 2
    zone, signed = ((24, middle - 19.5), h - 49) if few else ((24, w - 106), h - 53)
    return Layout(
        width=w,
        height=h,
        head=Box(middle - 8, 17.2, 16, 16) if down else Box(middle - 5, 20.5, 10, 10),
        issuer=Box(60, 31.2 + down, w - 120, 13),
        words=Box(34, 45 + down, w - 68, min(h - 57, signed - ink) - 45 - down),
        signatories=row(ground.signatories, zone, signed - ink, h - 24),
        seal=Box(middle - 16, h - 57, 32, 32) if few else Box(24, 19, 26, 26),
        check=Box(w - 123, h - 53, 68, 30) if few else Box(w - 103, h - 53, 48, 30),
        qr=Box(w - 52.5, h - 56.5, 30, 30),
        clause=Box(24, h - 23, w - 48, 7.5),
    )


def portrait(ground: Ground, w: float, h: float) -> Layout:
    ink, down = INK * ground.has_signatures, 8 * ground.has_emblem
    middle = w / 2
    return Layout(
        width=w,
        height=h,
        head=Box(middle - 10, 21, 20, 20) if down else Box(middle - 6, 23, 12, 12),
        issuer=Box(30, 36 + down, w - 60, 14),
        words=Box(24, 56 + down, w - 48, h - 155 - down - ink),
        signatories=row(ground.signatories, (21, w - 21), h - 97 - ink, h - 66),
        seal=Box(24, h - 63, 32, 32),
        check=Box(62, h - 59, 90, 30),
        qr=Box(w - 54, h - 62.5, 30, 30),
        clause=Box(24, h - 29, w - 48, 11),
    )


def row(count: int, zone: tuple[float, float], top: float, bottom: float) -> tuple[Box, ...]:
    """So many boxes of one width, evenly across the zone."""
    start, end = zone
    each = (end - start) / max(count, 1)
    width = min(each - GAP, MOST)
    lefts = (start + each * place + (each - width) / 2 for place in range(count))
    return tuple(Box(left, top, width, bottom - top) for left in lefts)
