"""Computes the geometry of the charts; templates draw it as SVG. No words are made here."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

BULLET_WIDTH = 240
NARROW, WIDE = (340, 240), (760, 280)
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 28, 30
NAME_WIDTH = 110


@dataclass(frozen=True)
class Bullet:
    """A bar of those who hold, a tick for the baseline and one for the target; x positions."""

    width: str
    held: str
    target: str
    baseline: str


def bullet(*, held: int, target: int, baseline: int) -> Bullet:
    """The bullet bar of a target, scaled so that the largest of the three just fits."""
    scale = (BULLET_WIDTH - 4) / max(held, target, baseline, 1)
    return Bullet(str(BULLET_WIDTH), *(plain(n * scale) for n in (held, target, baseline)))


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    label: str


@dataclass(frozen=True)
class Band:
    """A stretch of days in the background, with the middle for its name."""

    x: str
    width: str
    middle: str
    name: str


@dataclass(frozen=True)
class LineChart:
    width: str
    height: str
    left: str
    right: str
    top: str
    bottom: str
    line: str
    last: Point
    rungs: tuple[Point, ...]
    months: tuple[Point, ...]
    bands: tuple[Band, ...]
    target: str | None


@dataclass(frozen=True)
class Frame:
    """The rectangle the line is drawn in: turns days and counts into x and y."""

    size: tuple[int, int]
    first: dt.date
    last: dt.date
    top: int

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return LEFT + share * (self.size[0] - LEFT - RIGHT)

    def y(self, count: float) -> float:
        return self.size[1] - BOTTOM - count / self.top * (self.size[1] - TOP - BOTTOM)


def line_chart(
    counts: Sequence[tuple[dt.date, int]],
    phases: Sequence[tuple[str, dt.date, dt.date]],
    *,
    target: int | None,
    size: tuple[int, int],
) -> LineChart | None:
    """The line through the counts, over bands of named phases; None without counts."""
    if not counts:
        return None
    rung = nice_step(max([count for _day, count in counts] + [target or 0]))
    days = [day for day, _count in counts]
    highest = max(max(count for _day, count in counts), target or 0, 1)
    frame = Frame(size, days[0], days[-1], math.ceil(highest / rung) * rung)
    points = [
        Point(plain(frame.x(day)), plain(frame.y(count)), str(count)) for day, count in counts
    ]
    return LineChart(
        width=str(size[0]),
        height=str(size[1]),
        left=str(LEFT),
        right=str(size[0] - RIGHT),
        top=str(TOP),
        bottom=str(size[1] - BOTTOM),
        line=" ".join(f"{point.x},{point.y}" for point in points),
        last=points[-1],
        rungs=tuple(_rungs(frame, rung)),
        months=tuple(_months(frame, days)),
        bands=tuple(_bands(frame, phases)),
        target=None if target is None else plain(frame.y(target)),
    )


def nice_step(highest: int) -> int:
    """A round distance (1, 2 or 5 times a power of ten) that gives at most five rungs."""
    step, factors = 1, (2, 2.5, 2)
    for index in range(60):
        if highest <= step * 5:
            break
        step = int(step * factors[index % 3])
    return step


def _rungs(frame: Frame, rung: int) -> list[Point]:
    return [
        Point(str(LEFT), plain(frame.y(count)), f"{count:,}")
        for count in range(0, frame.top + 1, rung)
    ]


def _months(frame: Frame, days: Sequence[dt.date]) -> list[Point]:
    """A label at every third day from the last back (every sixth on a narrow chart)."""
    gap = 6 if frame.size == NARROW else 3
    return [
        Point(plain(frame.x(day)), plain(frame.size[1] - BOTTOM), f"{day:%Y-%m}")
        for day in days[::-1][::gap]
    ]


def _bands(frame: Frame, phases: Sequence[tuple[str, dt.date, dt.date]]) -> list[Band]:
    bands = []
    for name, starts_on, ends_on in phases:
        start = frame.x(max(starts_on, frame.first))
        width = frame.x(min(ends_on, frame.last)) - start
        shown = name if width >= NAME_WIDTH else ""
        bands.append(Band(plain(start), plain(width), plain(start + width / 2), shown))
    return bands


def plain(number: float) -> str:
    """A coordinate with a point, whatever the reader's language."""
    return f"{number:.1f}"
