"""Draws the marks of the sheet: padauk blossom, guilloche, frame, seal, and the code's square."""

from __future__ import annotations

import io
from functools import cache
from math import cos, pi, sin

import segno

LACQUER, GOLD, DEEP_GOLD, PALE_GOLD, PAPER = "#8c1d2b", "#c39a2b", "#9a7414", "#f0e5c5", "#fffdf8"
WIDTH, HEIGHT = 297, 210
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'

# One petal of the padauk, its foot at the origin and its notched, ruffled edge at the top.
PETAL = (
    "M0 0C-1.6 -1.1 -4.4 -3.2 -4.5 -6C-4.6 -8.3 -3.3 -9.6 -2 -9.4C-1.2 -9.3 -.5 -8.8 0 -8.2"
    "C.5 -8.8 1.2 -9.3 2 -9.4C3.3 -9.6 4.6 -8.3 4.5 -6C4.4 -3.2 1.6 -1.1 0 0Z"
)
VEINS = "M0 -1.4V-6.4M-.5 -1.8C-1.4 -3.2 -2.4 -4.6 -2.6 -6.6M.5 -1.8C1.4 -3.2 2.4 -4.6 2.6 -6.6"


def blossom(*, fill: str = GOLD, line: str = LACQUER) -> str:
    """Five petals round a centre; about ten units from the middle to a petal's edge."""
    petals = "".join(
        f'<g transform="rotate({72 * turn})">'
        f'<path d="{PETAL}" fill="{fill}" stroke="{line}" stroke-width=".45"/>'
        f'<path d="{VEINS}" fill="none" stroke="{line}" stroke-width=".28"/></g>'
        for turn in range(5)
    )
    stamens = "".join(
        f'<circle cx="{1.9 * cos(k * pi / 5):.3f}" cy="{1.9 * sin(k * pi / 5):.3f}" r=".26"'
        f' fill="{line}"/>'
        for k in range(10)
    )
    heart = f'<circle r="1.15" fill="{PAPER}" stroke="{line}" stroke-width=".4"/>'
    return petals + stamens + heart


def placed(mark: str, x: float, y: float, scale: float, turn: float = 0) -> str:
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({scale})">{mark}</g>'


def closed_curve(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def rosette(turn: float, lobes: int, middle: float, swing: float, stretch: float) -> str:
    """One line of the guilloche: a circle whose radius swings, drawn wider than high."""
    points = []
    for step in range(180):
        angle = step * pi / 90
        radius = middle + swing * sin(lobes * angle + turn)
        points.append(
            (WIDTH / 2 + radius * stretch * cos(angle), HEIGHT / 2 - 4 + radius * sin(angle))
        )
    return closed_curve(points)


def guilloche() -> str:
    outer = "".join(rosette(k * pi / 9, 9, 66, 15, 1.62) for k in range(18))
    inner = "".join(rosette(k * pi / 7, 14, 38, 9, 1.62) for k in range(14))
    return f'<path d="{outer}{inner}" fill="none" stroke="{PALE_GOLD}" stroke-width=".13"/>'


def box(inset: float, colour: str, width: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}"'
        f' fill="none" stroke="{colour}" stroke-width="{width}"/>'
    )


def wave(inset: float, amplitude: float, period: float, phase: float) -> str:
    """A wave along the four sides of the frame's band."""
    sides = []
    for length, x, y, dx, dy in (
        (WIDTH - 2 * inset, inset, inset, 1, 0),
        (HEIGHT - 2 * inset, WIDTH - inset, inset, 0, 1),
        (WIDTH - 2 * inset, WIDTH - inset, HEIGHT - inset, -1, 0),
        (HEIGHT - 2 * inset, inset, HEIGHT - inset, 0, -1),
    ):
        waves = round(length / period)
        steps = [length * step / (waves * 10) for step in range(waves * 10 + 1)]
        swing = [amplitude * sin(2 * pi * waves * s / length + phase) for s in steps]
        sides += [
            (x + dx * s - dy * w, y + dy * s + dx * w) for s, w in zip(steps, swing, strict=True)
        ]
    return closed_curve(sides)


def corners() -> str:
    """Lacquer squares with a blossom where the bands meet."""
    drawn = ""
    for x in (11, WIDTH - 11):
        for y in (11, HEIGHT - 11):
            drawn += (
                f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="{LACQUER}"'
                f' stroke="{GOLD}" stroke-width=".5"/>'
            ) + placed(blossom(fill=GOLD, line=LACQUER), x, y, 0.44)
    return drawn


@cache
def background() -> bytes:
    """The whole decoration behind the words: paper, guilloche, lacquer and gold frame."""
    waves = "".join(wave(11, 1.25, 8.2, phase) for phase in (0, pi))
    band = (
        box(11, LACQUER, 4.6)
        + f'<path d="{waves}" fill="none" stroke="{GOLD}" stroke-width=".32"/>'
        + box(8.2, GOLD, 0.5)
        + box(13.8, GOLD, 0.5)
        + box(15.4, GOLD, 0.22)
    )
    paper = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
    body = paper + guilloche() + band + corners()
    return SVG.format(box=f"0 0 {WIDTH} {HEIGHT}", body=body).encode()


@cache
def seal() -> bytes:
    """The seal: a scalloped gold disc, a lacquer ring of pearls, the blossom in its centre."""
    scallops = closed_curve(
        [
            ((19.2 + 0.8 * cos(36 * a)) * cos(a), (19.2 + 0.8 * cos(36 * a)) * sin(a))
            for a in (k * pi / 360 for k in range(720))
        ]
    )
    pearls = "".join(
        f'<circle cx="{15.2 * cos(k * pi / 20):.3f}" cy="{15.2 * sin(k * pi / 20):.3f}" r=".62"'
        f' fill="{GOLD}"/>'
        for k in range(40)
    )
    body = (
        f'<path d="{scallops}" fill="{GOLD}" stroke="{DEEP_GOLD}" stroke-width=".35"/>'
        f'<circle r="17.4" fill="{LACQUER}" stroke="{PAPER}" stroke-width=".5"/>{pearls}'
        f'<circle r="13" fill="{PAPER}" stroke="{GOLD}" stroke-width=".6"/>'
        + placed(blossom(fill=GOLD), 0, 0.4, 1.16)
    )
    return SVG.format(box="-21 -21 42 42", body=body).encode()


@cache
def small_blossom() -> bytes:
    return SVG.format(box="-11 -11 22 22", body=blossom(fill=GOLD)).encode()


def square(url: str) -> bytes:
    """The QR code as a one-bit PNG with its quiet zone; the mask is fixed, so bytes are stable."""
    image = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=2).save(
        image, kind="png", scale=1, border=4, light=PAPER
    )
    return image.getvalue()
