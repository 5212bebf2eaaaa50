"""Computes the geometry of the charts; templates draw it as SVG. No words are made here."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

BULLET_WIDTH = 240
NARROW_SIZE, WIDE_SIZE = (340, 240), (760, 280)
_MARGIN_LEFT, _MARGIN_RIGHT, _MARGIN_TOP, _MARGIN_BOTTOM = 44, 12, 28, 30
_PHASE_NAME_WIDTH = 110


@dataclass(frozen=True)
class BulletChart:
    """A bar of those who hold, a tick for the baseline and one for the target; x positions."""

    width: str
    held: str
    target: str
    baseline: str


def build_bullet_chart(*, held: int, target: int, baseline: int) -> BulletChart:
    """The bullet bar of a target, scaled so that the largest of the three just fits."""
    scale = (BULLET_WIDTH - 4) / max(held, target, baseline, 1)
    return BulletChart(
        str(BULLET_WIDTH), *(_format_coordinate(n * scale) for n in (held, target, baseline))
    )


@dataclass(frozen=True)
class ChartPoint:
    x: str
    y: str
    label: str


@dataclass(frozen=True)
class PhaseBand:
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
    last: ChartPoint
    ticks: tuple[ChartPoint, ...]
    months: tuple[ChartPoint, ...]
    bands: tuple[PhaseBand, ...]
    target: str | None


@dataclass(frozen=True)
class PlotArea:
    """The rectangle the line is drawn in: turns days and counts into x and y."""

    size: tuple[int, int]
    first: dt.date
    last: dt.date
    top: int

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return _MARGIN_LEFT + share * (self.size[0] - _MARGIN_LEFT - _MARGIN_RIGHT)

    def y(self, count: float) -> float:
        return (
            self.size[1]
            - _MARGIN_BOTTOM
            - count / self.top * (self.size[1] - _MARGIN_TOP - _MARGIN_BOTTOM)
        )


def build_line_chart(
    counts: Sequence[tuple[dt.date, int]],
    phases: Sequence[tuple[str, dt.date, dt.date]],
    *,
    target: int | None,
    size: tuple[int, int],
) -> LineChart | None:
    """The line through the counts, over bands of named phases; None without counts."""
    if not counts:
        return None
    rung = choose_tick_step(max([count for _day, count in counts] + [target or 0]))
    days = [day for day, _count in counts]
    highest = max(max(count for _day, count in counts), target or 0, 1)
    frame = PlotArea(size, days[0], days[-1], math.ceil(highest / rung) * rung)
    points = [
        ChartPoint(
            _format_coordinate(frame.x(day)), _format_coordinate(frame.y(count)), str(count)
        )
        for day, count in counts
    ]
    return LineChart(
        width=str(size[0]),
        height=str(size[1]),
        left=str(_MARGIN_LEFT),
        right=str(size[0] - _MARGIN_RIGHT),
        top=str(_MARGIN_TOP),
        bottom=str(size[1] - _MARGIN_BOTTOM),
        line=" ".join(f"{point.x},{point.y}" for point in points),
        last=points[-1],
        ticks=tuple(_build_ticks(frame, rung)),
        months=tuple(_build_month_labels(frame, days)),
        bands=tuple(_build_phase_bands(frame, phases)),
        target=None if target is None else _format_coordinate(frame.y(target)),
    )


def choose_tick_step(highest: int) -> int:
    """A round distance (1, 2 or 5 times a power of ten) that gives at most five rungs."""
    step, factors = 1, (2, 2.5, 2)
    for index in range(60):
        if highest <= step * 5:
            break
        step = int(step * factors[index % 3])
    return step


def _build_ticks(frame: PlotArea, rung: int) -> list[ChartPoint]:
    return [
        ChartPoint(str(_MARGIN_LEFT), _format_coordinate(frame.y(count)), f"{count:,}")
        for count in range(0, frame.top + 1, rung)
    ]


def _build_month_labels(frame: PlotArea, days: Sequence[dt.date]) -> list[ChartPoint]:
    """A label at every third day from the last back (every sixth on a narrow chart)."""
    gap = 6 if frame.size == NARROW_SIZE else 3
    return [
        ChartPoint(
            _format_coordinate(frame.x(day)),
            _format_coordinate(frame.size[1] - _MARGIN_BOTTOM),
            f"{day:%Y-%m}",
        )
        for day in days[::-1][::gap]
    ]


def _build_phase_bands(
    frame: PlotArea, phases: Sequence[tuple[str, dt.date, dt.date]]
) -> list[PhaseBand]:
    bands = []
    for name, starts_on, ends_on in phases:
        start = frame.x(max(starts_on, frame.first))
        width = frame.x(min(ends_on, frame.last)) - start
        shown = name if width >= _PHASE_NAME_WIDTH else ""
        bands.append(
            PhaseBand(
                _format_coordinate(start),
                _format_coordinate(width),
                _format_coordinate(start + width / 2),
                shown,
            )
        )
    return bands


def _format_coordinate(number: float) -> str:
    """A coordinate with a point, whatever the reader's language."""
    return f"{number:.1f}"
