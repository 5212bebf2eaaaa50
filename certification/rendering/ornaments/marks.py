"""Draws the marks of the sheet: padauk blossom, guilloche, frame, seal and QR code."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from math import cos, pi, radians, sin

import segno

from certification.models.design import DesignVersion
from certification.rendering.colours import Palette
from certification.rendering.layouts import SheetLayout
from certification.rendering.plan import SheetPlan

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'

# One petal of the padauk, its foot at the origin and its notched, ruffled edge at the top.
_PETAL = (
    "M0 0C-1.6 -1.1 -4.4 -3.2 -4.5 -6C-4.6 -8.3 -3.3 -9.6 -2 -9.4C-1.2 -9.3 -.5 -8.8 0 -8.2"
    "C.5 -8.8 1.2 -9.3 2 -9.4C3.3 -9.6 4.6 -8.3 4.5 -6C4.4 -3.2 1.6 -1.1 0 0Z"
)
_VEINS = "M0 -1.4V-6.4M-.5 -1.8C-1.4 -3.2 -2.4 -4.6 -2.6 -6.6M.5 -1.8C1.4 -3.2 2.4 -4.6 2.6 -6.6"


def _draw_blossom(colours: Palette) -> str:
    """Return five petals round a centre, about ten units from the middle to a petal's edge."""
    fill, line = colours.accent, colours.primary
    petals = "".join(
        f'<g transform="rotate({72 * turn})">'
        f'<path d="{_PETAL}" fill="{fill}" stroke="{line}" stroke-width=".45"/>'
        f'<path d="{_VEINS}" fill="none" stroke="{line}" stroke-width=".28"/></g>'
        for turn in range(5)
    )
    stamens = "".join(
        f'<circle cx="{1.9 * cos(k * pi / 5):.3f}" cy="{1.9 * sin(k * pi / 5):.3f}" r=".26"'
        f' fill="{line}"/>'
        for k in range(10)
    )
    heart = f'<circle r="1.15" fill="{colours.paper}" stroke="{line}" stroke-width=".4"/>'
    return petals + stamens + heart


def _place_mark(mark: str, x: float, y: float, scale: float, turn: float = 0) -> str:
    return f'<g transform="translate({x:g} {y:g}) rotate({turn}) scale({scale})">{mark}</g>'


def _join_points(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _draw_rosette(
    sheet: SheetLayout, turn: float, lobes: int, middle: float, swing: float, arc: int
) -> str:
    """Return one line of the guilloche: an arc of an ellipse whose radius (1 at most) swings."""
    across, down = sheet.width / 2 - 17.3, sheet.height / 2 - 24
    points = []
    for degrees in range(0, arc + 1, 2):
        angle = radians(degrees)
        radius = middle + swing * sin(lobes * angle + turn)
        points.append((radius * across * cos(angle), radius * down * sin(angle)))
    return _join_points(points)


def _draw_guilloche(sheet: SheetLayout, colours: Palette) -> str:
    """Return the guilloche."""
    # Half of the lines, each drawn twice: the same numbers again take hardly any bytes. Half a
    # turn makes one outer line of another; of an inner line it makes the other half.
    outer = (_draw_rosette(sheet, k * pi / 9, 9, 0.815, 0.185, 360) for k in range(9))
    inner = (_draw_rosette(sheet, k * pi / 7, 14, 0.469, 0.111, 180) for k in range(14))
    lines = "".join(
        f'<path d="{line}"/><path d="{line}" transform="rotate(180)"/>'
        for line in (*outer, *inner)
    )
    return (
        f'<g transform="translate({sheet.width / 2:g} {sheet.height / 2 - 4:g})" fill="none"'
        f' stroke="{colours.pale}" stroke-width=".13">{lines}</g>'
    )


def _draw_rectangle(sheet: SheetLayout, inset: float, colour: str, width: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{sheet.width - 2 * inset:g}"'
        f' height="{sheet.height - 2 * inset:g}"'
        f' fill="none" stroke="{colour}" stroke-width="{width}"/>'
    )


def _draw_wave(length: float, amplitude: float, period: float) -> str:
    """Return a wave along a line of that length from the origin."""
    waves = round(length / period)
    steps = (length * step / (waves * 10) for step in range(waves * 10 + 1))
    return _join_points((s, amplitude * sin(2 * pi * waves * s / length)) for s in steps)


def _draw_weave(sheet: SheetLayout, inset: float, colours: Palette) -> str:
    """Return two crossing waves along the four sides; opposite sides are the same, turned."""
    across, down = sheet.width - inset, sheet.height - inset
    wide, high = (_draw_wave(end - inset, 1.25, 8.2) for end in (across, down))
    sides = (
        *((wide, inset, inset, 0), (wide, across, down, 180)),
        *((high, across, inset, 90), (high, inset, down, 270)),
    )
    drawn = "".join(
        f'<path d="{line}" transform="translate({x:g} {y:g}) rotate({turn}) scale(1 {side})"/>'
        for line, x, y, turn in sides
        for side in (1, -1)
    )
    return f'<g fill="none" stroke="{colours.accent}" stroke-width=".32">{drawn}</g>'


def _draw_corners(sheet: SheetLayout, colours: Palette) -> str:
    """Return lacquer squares with a blossom where the bands meet."""
    drawn = ""
    for x in (11, sheet.width - 11):
        for y in (11, sheet.height - 11):
            drawn += (
                f'<rect x="{x - 5:g}" y="{y - 5:g}" width="10" height="10"'
                f' fill="{colours.primary}" stroke="{colours.accent}" stroke-width=".5"/>'
            ) + _place_mark(_draw_blossom(colours), x, y, 0.44)
    return drawn


def _draw_frame(sheet: SheetLayout, colours: Palette) -> str:
    """Return the woven band of lacquer and gold, with its lines and corners."""
    return (
        _draw_rectangle(sheet, 11, colours.primary, 4.6)
        + _draw_weave(sheet, 11, colours)
        + _draw_rectangle(sheet, 8.2, colours.accent, 0.5)
        + _draw_rectangle(sheet, 13.8, colours.accent, 0.5)
        + _draw_rectangle(sheet, 15.4, colours.accent, 0.22)
        + _draw_corners(sheet, colours)
    )


def _draw_layers(plan: SheetPlan) -> Iterator[str]:
    """Yield what is drawn behind the words, from the paper up."""
    sheet, colours, kind = plan.layout, plan.palette, plan.background.background
    kinds = DesignVersion.Background
    if kind != kinds.PLAIN:
        yield (f'<rect width="{sheet.width:g}" height="{sheet.height:g}" fill="{colours.paper}"/>')
    if kind == kinds.GUILLOCHE:
        yield _draw_guilloche(sheet, colours)
    if kind != kinds.PLAIN:
        yield _draw_frame(sheet, colours)


def draw_background(plan: SheetPlan) -> bytes:
    """Return the decoration behind the words: paper, guilloche, lacquer and gold frame."""
    sheet = plan.layout
    size = f"0 0 {sheet.width:g} {sheet.height:g}"
    return _SVG.format(box=size, body="".join(_draw_layers(plan))).encode()


def draw_seal(colours: Palette) -> bytes:
    """Return the seal: a scalloped gold disc, a lacquer ring of pearls, a blossom inside."""
    scallops = _join_points(
        ((19.2 + 0.8 * cos(36 * a)) * cos(a), (19.2 + 0.8 * cos(36 * a)) * sin(a))
        for a in (k * pi / 360 for k in range(720))
    )
    pearls = "".join(
        f'<circle cx="{15.2 * cos(k * pi / 20):.3f}" cy="{15.2 * sin(k * pi / 20):.3f}" r=".62"'
        f' fill="{colours.accent}"/>'
        for k in range(40)
    )
    body = (
        f'<path d="{scallops}Z" fill="{colours.accent}" stroke="{colours.deep}"'
        f' stroke-width=".35"/><circle r="17.4" fill="{colours.primary}"'
        f' stroke="{colours.paper}" stroke-width=".5"/>{pearls}<circle r="13"'
        f' fill="{colours.paper}" stroke="{colours.accent}" stroke-width=".6"/>'
        + _place_mark(_draw_blossom(colours), 0, 0.4, 1.16)
    )
    return _SVG.format(box="-21 -21 42 42", body=body).encode()


def draw_small_blossom(colours: Palette) -> bytes:
    return _SVG.format(box="-11 -11 22 22", body=_draw_blossom(colours)).encode()


def draw_qr_code(url: str, *, light: str) -> bytes:
    """Return the QR code as a one-bit PNG with its quiet zone."""
    # A fixed mask keeps the bytes stable when the library changes how it chooses one.
    image = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=2).save(
        image, kind="png", scale=1, border=4, light=light
    )
    return image.getvalue()
